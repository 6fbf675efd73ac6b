package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.ReadsAfter.byGrpc;
import static io.voc.tenancy.e2e.ReadsAfter.read;
import static io.voc.tenancy.e2e.ReadsAfter.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.StatusRuntimeException;
import io.voc.tenancy.v1.GetTenantRequest;
import io.voc.tenancy.v1.ListTenantsRequest;
import io.voc.tenancy.v1.TenantStatus;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class ReadRulesE2E {

    private final Standalone standalone = Standalone.shared();
    private final Api api = standalone.api();

    @Nested
    class AToken {

        @Test
        void of_a_write_makes_the_next_read_see_it_on_every_interface() {
            for (int i = 0; i < 20; i++) {
                var id = api.registeredTenant();
                var path = "/api/v1/tenants/" + id;
                var token = token(api.post(path + "/suspend", Map.of("reason", "try " + i)));

                assertThat(read(api, path, token).text("status")).isEqualTo("SUSPENDED");
                assertThat(
                                read(
                                                api,
                                                "/api/v1/tenants?status=SUSPENDED&sort=-createdAt&pageSize=1",
                                                token)
                                        .body()
                                        .path("items")
                                        .path(0)
                                        .path("id")
                                        .asString())
                        .isEqualTo(id);
                assertThat(
                                byGrpc(standalone, token)
                                        .getTenant(
                                                GetTenantRequest.newBuilder()
                                                        .setTenantId(id)
                                                        .build())
                                        .getStatus())
                        .isEqualTo(TenantStatus.TENANT_STATUS_SUSPENDED);
            }
        }

        @Test
        void of_a_configuration_or_a_key_counts_for_theirs() {
            var path = "/api/v1/tenants/" + api.registeredTenant();
            for (int i = 1; i <= 5; i++) {
                var configured =
                        api.put(
                                path + "/config",
                                Map.of(
                                        "telephony",
                                        Map.of(
                                                "provider",
                                                "SIP",
                                                "limits",
                                                Map.of("maxConcurrentCalls", i))));
                assertThat(configured.status()).isEqualTo(200);
                assertThat(
                                read(api, path + "/config", token(configured))
                                        .body()
                                        .path("version")
                                        .asInt())
                        .isEqualTo(i);
                var issued =
                        api.post(
                                path + "/api-keys",
                                Map.of("name", "Key " + i, "scopes", List.of("tenant:read")));
                assertThat(read(api, path + "/api-keys", token(issued)).body().path("items"))
                        .hasSize(i);
            }
        }

        @Test
        void that_no_write_gave_is_refused() {
            var path = "/api/v1/tenants/" + api.registeredTenant();
            for (var token : List.of("999999999999999999", "-1", "soon")) {
                for (var read :
                        List.of(path, path + "/config", path + "/api-keys", "/api/v1/tenants")) {
                    Refusals.assertRefused(read(api, read, token), 400, "validation-failed");
                }
                assertThatThrownBy(() ->
                                byGrpc(standalone, token)
                                        .listTenants(ListTenantsRequest.getDefaultInstance()))
                        .isInstanceOfSatisfying(
                                StatusRuntimeException.class,
                                refusal ->
                                        assertThat(Grpc.code(refusal))
                                                .isEqualTo("validation-failed"));
            }
        }
    }

    @Nested
    class AnEntityTag {

        @Test
        void is_the_same_on_write_and_read_and_changes_with_the_version() {
            var path = "/api/v1/tenants/" + api.registeredTenant();
            var suspended = api.post(path + "/suspend", Map.of());
            var tag = tag(suspended);

            var read =
                    api.send(api.request(path).header("Consistency-Token", token(suspended)).GET());
            assertThat(tag(read)).isEqualTo(tag).isEqualTo("\"2\"");
            var again =
                    api.send(api.request(path).header("If-None-Match", "\"1\", W/" + tag).GET());
            assertThat(again.status()).isEqualTo(304);
            assertThat(again.response().body()).isEmpty();
            assertThat(tag(again)).isEqualTo(tag);

            var activated = api.post(path + "/activate", Map.of());
            var changed =
                    api.send(
                            api.request(path)
                                    .header("If-None-Match", tag)
                                    .header("Consistency-Token", token(activated))
                                    .GET());
            assertThat(changed.status()).isEqualTo(200);
            assertThat(tag(changed)).isEqualTo("\"3\"");
        }

        @Test
        void spares_the_reading_of_configurations_and_keys_too() {
            var id = api.registeredTenant();
            var key = api.issuedKey(id, "tenant:read").path("id").asString();
            for (var path :
                    List.of(
                            "/api/v1/tenants/" + id + "/config",
                            "/api/v1/tenants/" + id + "/api-keys/" + key)) {
                var tag = tag(api.get(path));
                assertThat(api.send(api.request(path).header("If-None-Match", tag).GET()).status())
                        .isEqualTo(304);
            }
        }
    }

    private static String tag(Api.Answer answer) {
        return answer.response().headers().firstValue("ETag").orElse("none");
    }
}
