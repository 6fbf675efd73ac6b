package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.grpc.StatusRuntimeException;
import io.voc.tenancy.v1.GetTenantRequest;
import io.voc.tenancy.v1.TenantServiceGrpc;
import io.voc.tenancy.v1.TenantStatus;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class TenantE2E {

    private final Standalone standalone = Standalone.shared();
    private final Api api = standalone.api();

    private record Listed(String id, String slug) {}

    @Nested
    class Registering {

        @Test
        void answers_with_the_tenant_and_where_it_is() {
            var slug = Api.anySlug();
            var company =
                    Map.of(
                            "slug", slug,
                            "name", "Größe & Söhne",
                            "contactEmail", "ops@company.example",
                            "region", "eu-central",
                            "plan", "growth",
                            "metadata", Map.of("crm", "4711"));

            var answer = api.post("/api/v1/tenants", company);

            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.response().headers().firstValue("Location"))
                    .contains("/api/v1/tenants/" + answer.text("id"));
            assertThat(answer.text("id")).matches("ten_[0-7][0-9a-hjkmnp-tv-z]{25}");
            assertThat(answer.text("slug")).isEqualTo(slug);
            assertThat(answer.text("name")).isEqualTo("Größe & Söhne");
            assertThat(answer.text("plan")).isEqualTo("growth");
            assertThat(answer.text("status")).isEqualTo("ACTIVE");
            assertThat(answer.body().path("metadata").path("crm").asString()).isEqualTo("4711");
            assertThat(answer.body().path("version").asLong()).isEqualTo(1);
        }

        @Test
        void is_read_back_at_once_as_it_was_answered_over_rest_and_grpc() {
            var registered = api.post("/api/v1/tenants", Api.company(Api.anySlug()));

            var read = api.get("/api/v1/tenants/" + registered.text("id"));

            assertThat(read.status()).isEqualTo(200);
            assertThat(read.body()).isEqualTo(registered.body());
            assertThat(tenantByGrpc(registered.text("id")).getSlug())
                    .isEqualTo(registered.text("slug"));
        }

        @Test
        void of_one_slug_64_times_at_once_succeeds_exactly_once() {
            var slug = Api.anySlug();

            var answers = AtOnce.all(64, _ -> api.post("/api/v1/tenants", Api.company(slug)));

            assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() != 201)
                    .hasSize(63)
                    .allSatisfy(answer -> {
                        assertThat(answer.status()).isEqualTo(409);
                        assertThat(answer.code()).isEqualTo("slug-taken");
                    });
            var winner =
                    answers.stream()
                            .filter(answer -> answer.status() == 201)
                            .findFirst()
                            .orElseThrow();
            await().untilAsserted(() ->
                    assertThat(listed())
                            .filteredOn(tenant -> tenant.slug().equals(slug))
                            .hasSize(1));
            assertThat(LifecycleStream.of(standalone.kafkaBrokers(), winner.text("id"), 1))
                    .extracting(LifecycleStream.Received::type)
                    .containsExactly("tenant.registered.v1");
        }
    }

    @Nested
    class Changing {

        @Test
        void the_profile_keeps_what_may_not_change() {
            var tenant = api.post("/api/v1/tenants", Api.company(Api.anySlug()));
            var path = "/api/v1/tenants/" + tenant.text("id");

            var replaced =
                    api.put(path, Map.of("name", "Another", "contactEmail", "new@company.example"));

            assertThat(replaced.status()).isEqualTo(200);
            assertThat(replaced.text("name")).isEqualTo("Another");
            assertThat(replaced.text("slug")).isEqualTo(tenant.text("slug"));
            assertThat(replaced.body().path("version").asLong()).isEqualTo(2);
            await().untilAsserted(
                            () -> assertThat(api.get(path).body()).isEqualTo(replaced.body()));
        }

        @Test
        void nothing_adds_no_version() {
            var path = "/api/v1/tenants/" + api.registeredTenant();
            var profile = Map.of("name", "Same", "contactEmail", "same@company.example");
            api.put(path, profile);

            var again = api.put(path, profile);

            assertThat(again.status()).isEqualTo(200);
            assertThat(again.body().path("version").asLong()).isEqualTo(2);
        }
    }

    @Nested
    class Suspending {

        @Test
        void and_activating_again_is_told_on_every_interface() {
            var id = api.registeredTenant();

            var suspended =
                    api.post("/api/v1/tenants/" + id + "/suspend", Map.of("reason", "unpaid"));
            assertThat(suspended.text("status")).isEqualTo("SUSPENDED");
            assertThat(suspended.text("statusReason")).isEqualTo("unpaid");
            await().untilAsserted(() ->
                    assertThat(tenantByGrpc(id).getStatus())
                            .isEqualTo(TenantStatus.TENANT_STATUS_SUSPENDED));

            var activated = api.post("/api/v1/tenants/" + id + "/activate", Map.of());
            assertThat(activated.text("status")).isEqualTo("ACTIVE");
            await().untilAsserted(() ->
                    assertThat(tenantByGrpc(id).getStatus())
                            .isEqualTo(TenantStatus.TENANT_STATUS_ACTIVE));
        }
    }

    @Nested
    class Deleting {

        @Test
        void hides_the_tenant_from_its_own_people_and_from_lists() {
            var id = api.registeredTenant();

            var deleted = api.delete("/api/v1/tenants/" + id);

            assertThat(deleted.text("status")).isEqualTo("DELETED");
            assertThat(deleted.text("deletedAt")).isNotEmpty();
            var own = api.as(Tokens.tenantAdmin(id)).get("/api/v1/tenants/" + id);
            assertThat(own.status()).isEqualTo(404);
            await().untilAsserted(() ->
                    assertThat(api.get("/api/v1/tenants/" + id).text("status"))
                            .isEqualTo("DELETED"));
            assertThat(listed()).noneSatisfy(tenant -> assertThat(tenant.id()).isEqualTo(id));
            assertThat(pages("&status=DELETED"))
                    .anySatisfy(tenant -> assertThat(tenant.id()).isEqualTo(id));
        }

        @Test
        void keeps_the_slug_reserved() {
            var slug = Api.anySlug();
            var id = api.post("/api/v1/tenants", Api.company(slug)).text("id");
            api.delete("/api/v1/tenants/" + id);

            var again = api.post("/api/v1/tenants", Api.company(slug));

            assertThat(again.status()).isEqualTo(409);
            assertThat(again.code()).isEqualTo("slug-taken");
        }
    }

    @Nested
    class Listing {

        @Test
        void pages_through_all_without_gap_or_repeat() {
            var registered = new ArrayList<String>();
            for (int i = 0; i < 7; i++) {
                registered.add(api.registeredTenant());
            }
            await().untilAsserted(() ->
                    assertThat(pages(""))
                            .extracting(tenant -> tenant.id())
                            .containsAll(registered));

            assertThat(pages("")).extracting(tenant -> tenant.id()).doesNotHaveDuplicates();
        }

        @Test
        void refuses_page_sizes_and_tokens_that_are_not_its_own() {
            for (var query :
                    List.of(
                            "pageSize=0",
                            "pageSize=501",
                            "pageSize=many",
                            "pageToken=bm9uc2Vuc2U",
                            "status=SLEEPING")) {
                var answer = api.get("/api/v1/tenants?" + query);

                assertThat(answer.status()).as(query).isEqualTo(400);
                assertThat(answer.code()).isEqualTo("validation-failed");
            }
        }

        @Test
        void refuses_a_token_with_another_filter() {
            api.registeredTenant();
            api.registeredTenant();
            await().untilAsserted(() ->
                    assertThat(api.get("/api/v1/tenants?pageSize=1").text("nextPageToken"))
                            .isNotEmpty());
            var token = api.get("/api/v1/tenants?pageSize=1").text("nextPageToken");

            var answer = api.get("/api/v1/tenants?pageSize=1&status=DELETED&pageToken=" + token);

            assertThat(answer.status()).isEqualTo(400);
        }
    }

    @Test
    void an_unknown_tenant_is_not_found_on_grpc() {
        var refusal =
                catchThrowableOfType(
                        StatusRuntimeException.class,
                        () -> tenantByGrpc("ten_00000000000000000000000000"));

        assertThat(refusal.getStatus().getCode()).isEqualTo(io.grpc.Status.Code.NOT_FOUND);
        assertThat(Grpc.code(refusal)).isEqualTo("not-found");
    }

    private io.voc.tenancy.v1.Tenant tenantByGrpc(String id) {
        return Grpc.as(
                        Tokens.platformAuditor(),
                        TenantServiceGrpc.newBlockingStub(Grpc.channel(standalone)))
                .getTenant(GetTenantRequest.newBuilder().setTenantId(id).build());
    }

    private List<Listed> listed() {
        return pages("");
    }

    private List<Listed> pages(String filter) {
        var tenants = new ArrayList<Listed>();
        var token = "";
        do {
            var page =
                    api.get(
                            "/api/v1/tenants?pageSize=3"
                                    + filter
                                    + (token.isEmpty() ? "" : "&pageToken=" + token));
            assertThat(page.status()).isEqualTo(200);
            page.body()
                    .path("items")
                    .forEach(tenant ->
                            tenants.add(
                                    new Listed(
                                            tenant.path("id").asString(),
                                            tenant.path("slug").asString())));
            token = page.text("nextPageToken");
        } while (!token.isEmpty());
        return tenants;
    }
}
