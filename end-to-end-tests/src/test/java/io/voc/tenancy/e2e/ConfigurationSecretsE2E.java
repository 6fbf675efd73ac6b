package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.SampleConfiguration.ACCOUNT_TOKEN;
import static io.voc.tenancy.e2e.SampleConfiguration.TRUNK_PASSWORD;
import static io.voc.tenancy.e2e.SampleConfiguration.WEBHOOK_SECRET;
import static io.voc.tenancy.e2e.SampleConfiguration.complete;
import static io.voc.tenancy.e2e.SampleConfiguration.masked;
import static io.voc.tenancy.e2e.SampleConfiguration.with;
import static io.voc.tenancy.e2e.SampleConfiguration.without;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.UUID;

class ConfigurationSecretsE2E {

    private final Standalone standalone = Standalone.shared();
    private final String mark = "hush" + UUID.randomUUID().toString().replace("-", "");
    private final Api operator = standalone.api();
    private final String tenantId = operator.registeredTenant();
    private final Api api = operator.as(Tokens.tenantAdmin(tenantId));
    private final String path = "/api/v1/tenants/" + tenantId + "/config";
    private final JsonNode document = complete(mark);
    private final Api.Answer stored = api.put(path, document);
    private final SecretsByGrpc secrets = new SecretsByGrpc(standalone, tenantId);

    @Nested
    class Set_ones {

        @Test
        void are_answered_as_set_and_no_more() {
            assertThat(stored.status()).isEqualTo(200);
            assertThat(stored.body().at("/telephony"))
                    .isEqualTo(masked(document).path("telephony"));
            assertThat(read().body()).isEqualTo(stored.body());
        }

        @Test
        void are_in_clear_for_services_over_grpc_alone() {
            assertThat(secrets.all(stored))
                    .containsExactly(mark + "-webhook", mark + "-password", mark + "-token");
            for (var token :
                    List.of(
                            Tokens.platformAdmin(),
                            Tokens.platformAuditor(),
                            Tokens.tenantAdmin(tenantId),
                            Tokens.tenantViewer(tenantId))) {
                var message = secrets.read(token, stored);
                assertThat(message.getTelephony().getSipTrunk().hasPassword()).isTrue();
                assertThat(message.toString()).doesNotContain(mark);
            }
            assertThat(operator.as(Tokens.service()).get(path).response().body())
                    .doesNotContain(mark);
        }

        @Test
        void stay_when_what_was_read_is_sent_back() {
            var again = api.put(path, read().body());

            assertThat(again.version()).isEqualTo(1);
            assertThat(again.body()).isEqualTo(stored.body());
        }

        @ParameterizedTest
        @ValueSource(strings = {TRUNK_PASSWORD, ACCOUNT_TOKEN, WEBHOOK_SECRET})
        void stay_when_they_are_left_out(String secret) {
            var again = api.put(path, without(document, secret));

            assertThat(again.version()).isEqualTo(1);
            assertThat(secrets.all(stored)).hasSize(3);
        }

        @ParameterizedTest
        @ValueSource(strings = {TRUNK_PASSWORD, ACCOUNT_TOKEN, WEBHOOK_SECRET})
        void go_with_null(String secret) {
            var answer = api.put(path, with(document, secret, null));

            assertThat(answer.version()).isEqualTo(2);
            assertThat(answer.body().at(secret).isMissingNode()).isTrue();
            assertThat(secrets.all(answer)).hasSize(2);
        }

        @Test
        void are_matched_by_the_agents_id_wherever_it_is() {
            var moved =
                    with(
                            masked(document),
                            "/aiAgents",
                            List.of(
                                    SampleConfiguration.agent("a"),
                                    masked(document).at("/aiAgents/0")));

            var answer = api.put(path, moved);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(
                            secrets.read(Tokens.service(), answer)
                                    .getAiAgents(1)
                                    .getWebhook()
                                    .getSecret()
                                    .getValue())
                    .isEqualTo(mark + "-webhook");
        }

        @Test
        void do_not_pass_to_an_agent_of_another_id() {
            var unserved =
                    without(
                            without(masked(document), "/telephony/numbers/0/inboundAgentId"),
                            "/telephony/numbers/0/outboundAgentId");
            var renamed = with(unserved, "/aiAgents/0/id", "another");

            assertThat(api.put(path, renamed).pointers()).containsExactly(WEBHOOK_SECRET);
            var without = api.put(path, without(renamed, WEBHOOK_SECRET));
            assertThat(without.status()).isEqualTo(200);
            assertThat(without.body().at(WEBHOOK_SECRET).isMissingNode()).isTrue();
        }
    }

    @Test
    void what_is_not_set_can_not_be_kept() {
        var none =
                with(
                        with(with(document, TRUNK_PASSWORD, null), ACCOUNT_TOKEN, null),
                        WEBHOOK_SECRET,
                        null);
        api.put(path, none);

        var answer = api.put(path, masked(document));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.pointers())
                .containsExactlyInAnyOrder(TRUNK_PASSWORD, ACCOUNT_TOKEN, WEBHOOK_SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"set\":false}", "{}", "{\"set\":true,\"more\":1}", "1", "[]", "\"\""})
    void nothing_else_is_one(String value) {
        var answer = api.put(path, with(document, TRUNK_PASSWORD, SampleConfiguration.tree(value)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.pointers()).allMatch(pointer -> pointer.startsWith(TRUNK_PASSWORD));
    }

    private Api.Answer read() {
        return after(stored).get(path);
    }

    private Api after(Api.Answer write) {
        return api.with("Consistency-Token", write.header("Consistency-Token"));
    }
}
