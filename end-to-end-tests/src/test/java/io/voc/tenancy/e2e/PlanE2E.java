package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class PlanE2E {

    private final Standalone standalone = Standalone.shared();
    private final Api api = standalone.api();

    @Nested
    class A_new_installation {

        @Test
        void has_three_plans_that_anyone_may_read() {
            var tenant = api.registeredTenant();
            for (var reader :
                    List.of(api, api.as(Tokens.service()), api.as(Tokens.tenantViewer(tenant)))) {
                assertThat(namesOnAllPages(reader))
                        .contains("enterprise", "growth", "starter")
                        .isSorted();
            }
        }

        /** Other tests make plans too, and many of them. */
        private List<String> namesOnAllPages(Api reader) {
            var names = new ArrayList<String>();
            var path = "/api/v1/plans?pageSize=500";
            for (var page = reader.get(path).body(); ; ) {
                names.addAll(names(page));
                if (!page.has("nextPageToken")) {
                    return names;
                }
                page =
                        reader.get(path + "&pageToken=" + page.path("nextPageToken").asString())
                                .body();
            }
        }

        @Test
        void tells_what_it_counts() {
            var metrics = api.get("/api/v1/metrics-catalogue").body().path("items");

            assertThat(metrics.valueStream())
                    .anySatisfy(metric -> {
                        assertThat(metric.path("name").asString()).isEqualTo("api-keys");
                        assertThat(metric.path("kind").asString()).isEqualTo("RESOURCE");
                    });
        }
    }

    @Nested
    class A_plan {

        @Test
        void is_created_replaced_and_deleted_at_its_versions() {
            var name = SamplePlan.anyName();
            var created =
                    api.post("/api/v1/plans", SamplePlan.body(name, List.of(SamplePlan.keys(1))));
            assertThat(created.status()).isEqualTo(201);
            assertThat(created.response().headers().firstValue("Location"))
                    .contains("/api/v1/plans/" + name);
            assertThat(
                            api.post(
                                            "/api/v1/plans",
                                            SamplePlan.body(name, List.of(SamplePlan.keys(1))))
                                    .code())
                    .isEqualTo("plan-exists");
            assertThat(api.get("/api/v1/plans/" + name).body()).isEqualTo(created.body());

            var replaced =
                    api.put("/api/v1/plans/" + name, Map.of("limits", List.of(SamplePlan.keys(2))));
            assertThat(replaced.body().path("version").asLong()).isEqualTo(2);
            assertThat(replaced.body().at("/limits/0/amount").asLong()).isEqualTo(2);
            assertThat(api.put("/api/v1/plans/" + name, replaced.body()).body())
                    .as("what was read may be sent back")
                    .isEqualTo(replaced.body());

            assertThat(api.delete("/api/v1/plans/" + name).text("deletedAt")).isNotEmpty();
            assertThat(api.get("/api/v1/plans/" + name).code()).isEqualTo("not-found");
            assertThat(
                            api.post(
                                            "/api/v1/plans",
                                            SamplePlan.body(name, List.of(SamplePlan.keys(3))))
                                    .body()
                                    .path("version")
                                    .asLong())
                    .as("a plan that lives again goes on")
                    .isEqualTo(4);
            assertThat(LifecycleStream.of(standalone.kafkaBrokers(), name, 4))
                    .extracting(LifecycleStream.Received::type)
                    .containsExactly(
                            "plan.created.v1",
                            "plan.changed.v1",
                            "plan.deleted.v1",
                            "plan.created.v1");
        }

        @Test
        void limits_what_is_in_the_catalogue_and_each_only_once() {
            var answer =
                    api.post(
                            "/api/v1/plans",
                            SamplePlan.body(
                                    SamplePlan.anyName(),
                                    List.of(
                                            SamplePlan.limit("dreams", 1),
                                            SamplePlan.limit("call-minutes", 1),
                                            SamplePlan.keys(1),
                                            SamplePlan.keys(2))));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body().path("errors").valueStream())
                    .extracting(fault -> fault.path("pointer").asString())
                    .containsExactly("/limits/0/metric", "/limits/1/period", "/limits/3");
        }

        @Test
        void can_not_be_deleted_while_a_tenant_has_it() {
            var name = SamplePlan.created(api, SamplePlan.keys(1));
            var tenant = SamplePlan.tenantOn(api, name);

            var refused = api.delete("/api/v1/plans/" + name);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.code()).isEqualTo("plan-in-use");
            assertThat(refused.text("detail")).contains("1");

            var changed = api.put("/api/v1/tenants/" + tenant + "/plan", Map.of("plan", "starter"));
            assertThat(changed.text("plan")).isEqualTo("starter");
            assertThat(api.delete("/api/v1/plans/" + name).status()).isEqualTo(200);
            assertThat(
                            api.put("/api/v1/tenants/" + tenant + "/plan", Map.of("plan", name))
                                    .body()
                                    .at("/errors/0/pointer")
                                    .asString())
                    .isEqualTo("/plan");
        }

        @Test
        void is_never_deleted_under_a_tenant_that_takes_it_at_the_same_moment() {
            for (int round = 0; round < 10; round++) {
                var name = SamplePlan.created(api, SamplePlan.keys(1));
                var tenant = api.registeredTenant();
                var path = "/api/v1/tenants/" + tenant + "/plan";
                var answers =
                        AtOnce.all(
                                2,
                                number ->
                                        number == 0
                                                ? api.put(path, Map.of("plan", name))
                                                : api.delete("/api/v1/plans/" + name));

                assertThat(answers).extracting(Api.Answer::status).containsOnlyOnce(200);
                var isAssigned = answers.getFirst().status() == 200;
                assertThat(answers.get(isAssigned ? 1 : 0).code())
                        .isEqualTo(isAssigned ? "plan-in-use" : "validation-failed");
            }
        }
    }

    private static List<String> names(JsonNode page) {
        return page.path("items").valueStream().map(plan -> plan.path("name").asString()).toList();
    }
}
