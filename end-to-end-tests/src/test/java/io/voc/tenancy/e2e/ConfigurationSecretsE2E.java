package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.SampleConfiguration.ACCOUNT_TOKEN;
import static io.voc.tenancy.e2e.SampleConfiguration.TRUNK_PASSWORD;
import static io.voc.tenancy.e2e.SampleConfiguration.WEBHOOK_SECRET;
import static io.voc.tenancy.e2e.SampleConfiguration.complete;
import static io.voc.tenancy.e2e.SampleConfiguration.masked;
import static io.voc.tenancy.e2e.SampleConfiguration.with;
import static io.voc.tenancy.e2e.SampleConfiguration.without;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.v1.Configuration;
import io.voc.tenancy.v1.ConfigurationServiceGrpc;
import io.voc.tenancy.v1.GetConfigurationRequest;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
            assertThat(secrets(Tokens.service()))
                    .containsExactly(mark + "-webhook", mark + "-password", mark + "-token");
            for (var token :
                    List.of(
                            Tokens.platformAdmin(),
                            Tokens.platformAuditor(),
                            Tokens.tenantAdmin(tenantId),
                            Tokens.tenantViewer(tenantId))) {
                var message = byGrpc(token);
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
            assertThat(secrets(Tokens.service())).hasSize(3);
        }

        @ParameterizedTest
        @ValueSource(strings = {TRUNK_PASSWORD, ACCOUNT_TOKEN, WEBHOOK_SECRET})
        void go_with_null(String secret) {
            var answer = api.put(path, with(document, secret, null));

            assertThat(answer.version()).isEqualTo(2);
            assertThat(answer.body().at(secret).isMissingNode()).isTrue();
            assertThat(secrets(Tokens.service(), answer)).hasSize(2);
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
                            byGrpc(Tokens.service(), answer)
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

    @Nested
    class Whom_they_belong_to {

        @ParameterizedTest
        @CsvSource({
            "/telephony/sipTrunk/host, sip.evil.example, " + TRUNK_PASSWORD,
            "/telephony/sipTrunk/username, mallory, " + TRUNK_PASSWORD,
            "/telephony/sipTrunk/port, 5062, " + TRUNK_PASSWORD,
            "/telephony/credentials/accountId, mallory, " + ACCOUNT_TOKEN,
            "/telephony/provider, TWILIO, " + ACCOUNT_TOKEN,
            "/aiAgents/0/webhook/url, https://evil.example, " + WEBHOOK_SECRET,
        })
        void can_not_change_without_them(String field, String value, String secret) {
            Object other = field.endsWith("port") ? (Object) Integer.valueOf(value) : value;
            var changed = with(masked(document), field, other);

            for (var attempt : List.of(changed, without(changed, secret))) {
                var answer = api.put(path, attempt);
                assertThat(answer.status()).isEqualTo(400);
                assertThat(answer.pointers()).containsExactly(secret);
            }
            assertThat(api.put(path, with(changed, secret, "new")).version()).isEqualTo(2);
            assertThat(
                            api.put(
                                            path,
                                            with(
                                                    with(changed, field, document.at(field)),
                                                    secret,
                                                    null))
                                    .version())
                    .isEqualTo(3);
        }

        @Test
        void may_change_when_they_are_removed() {
            var elsewhere =
                    with(masked(document), "/aiAgents/0/webhook/url", "https://evil.example");

            var answer = api.put(path, with(elsewhere, WEBHOOK_SECRET, null));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body().at(WEBHOOK_SECRET).isMissingNode()).isTrue();
        }
    }

    @Nested
    class A_patch {

        @Test
        void keeps_what_it_does_not_name() {
            var answer =
                    api.patch(
                            path,
                            Map.of("telephony", Map.of("recording", Map.of("retentionDays", 7))));

            assertThat(answer.version()).isEqualTo(2);
            assertThat(secrets(Tokens.service(), answer))
                    .containsExactly(mark + "-webhook", mark + "-password", mark + "-token");
        }

        @Test
        void removes_with_null() {
            var answer =
                    api.patchText(
                            path,
                            "{\"telephony\":{\"sipTrunk\":{\"password\":null},\"credentials\":{\"token\":null}}}",
                            "application/merge-patch+json");

            assertThat(secrets(Tokens.service(), answer)).containsExactly(mark + "-webhook");
        }

        @Test
        void can_not_move_them_to_another() {
            var answer =
                    api.patch(
                            path,
                            Map.of(
                                    "telephony",
                                    Map.of("sipTrunk", Map.of("host", "evil.example"))));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.pointers()).containsExactly(TRUNK_PASSWORD);
        }

        @Test
        void that_sends_back_what_was_read_changes_nothing() {
            assertThat(api.patch(path, read().body()).version()).isEqualTo(1);
        }

        @Test
        void of_a_list_keeps_those_of_its_elements_unless_they_are_null() {
            var agents = masked(document).path("aiAgents");
            assertThat(api.patch(path, Map.of("aiAgents", agents)).version()).isEqualTo(1);

            var removed = with(masked(document), WEBHOOK_SECRET, null).path("aiAgents");
            var answer = api.patch(path, Map.of("aiAgents", removed));

            assertThat(answer.version()).isEqualTo(2);
            assertThat(answer.body().at(WEBHOOK_SECRET).isMissingNode()).isTrue();
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

    /** Each step sets one that the next tries to lure out; what was said is all searched. */
    @Test
    void no_sequence_of_requests_tells_a_tenants_people_a_secret_and_nothing_stores_it_in_clear() {
        var said = new ArrayList<Api.Answer>(List.of(stored));
        var elsewhere = with(masked(document), "/telephony/sipTrunk/host", "evil.example");
        said.add(api.put(path, elsewhere));
        said.add(api.put(path, with(elsewhere, TRUNK_PASSWORD, mark + "-second")));
        said.add(
                api.patch(
                        path,
                        Map.of("telephony", Map.of("sipTrunk", Map.of("host", "other.example")))));
        said.add(api.put(path, with(masked(document), TRUNK_PASSWORD, List.of(mark))));
        said.add(api.put(path, with(masked(document), TRUNK_PASSWORD, mark.repeat(20))));
        said.add(
                api.put(
                        path,
                        Map.of("aiAgents", List.of(), "telephony", Map.of("provider", mark))));
        var keyed = new Keyed(api);
        for (int i = 0; i < 2; i++) {
            said.add(keyed.post(path + "/rollback", Map.of("version", 1)));
        }
        said.add(api.put(path, Map.of()));
        said.add(api.post(path + "/rollback", Map.of("version", 1)));
        said.add(api.post(path + "/rollback", Map.of("version", 2)));
        said.add(api.get(path + "/versions"));
        for (int version = 1; version <= 5; version++) {
            said.add(api.get(path + "/versions/" + version));
            said.add(api.get(path + "/diff?from=" + (version - 1) + "&to=" + version));
        }
        said.add(api.get(path + "/diff?from=0"));

        assertThat(said).extracting(Api.Answer::status).contains(200, 400);
        assertThat(said)
                .filteredOn(answer -> !answer.body().path("detail").asString().contains("provider"))
                .allSatisfy(answer -> assertThat(answer.response().body()).doesNotContain(mark));
        assertThat(new Everywhere(standalone).placesOf(mark + "-")).isEmpty();
    }

    private Api.Answer read() {
        return after(stored).get(path);
    }

    private Api after(Api.Answer write) {
        return api.with("Consistency-Token", write.header("Consistency-Token"));
    }

    private List<String> secrets(String token) {
        return secrets(token, stored);
    }

    /** Of the webhook, the trunk and the account, as far as they are set. */
    private List<String> secrets(String token, Api.Answer after) {
        var message = byGrpc(token, after);
        var trunk = message.getTelephony().getSipTrunk();
        var account = message.getTelephony().getCredentials();
        var found = new ArrayList<String>();
        message.getAiAgentsList()
                .forEach(agent -> found.add(agent.getWebhook().getSecret().getValue()));
        found.add(trunk.getPassword().getValue());
        found.add(account.getToken().getValue());
        found.removeIf(String::isEmpty);
        return found;
    }

    private Configuration byGrpc(String token) {
        return byGrpc(token, stored);
    }

    private Configuration byGrpc(String token, Api.Answer after) {
        var stub = ConfigurationServiceGrpc.newBlockingStub(Grpc.channel(standalone));
        return Grpc.as(token, Grpc.after(stub, after.header("Consistency-Token")))
                .getConfiguration(
                        GetConfigurationRequest.newBuilder().setTenantId(tenantId).build());
    }
}
