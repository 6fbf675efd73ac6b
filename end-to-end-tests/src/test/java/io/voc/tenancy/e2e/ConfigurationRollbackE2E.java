package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.SampleConfiguration.complete;
import static io.voc.tenancy.e2e.SampleConfiguration.with;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.v1.ConfigurationServiceGrpc;
import io.voc.tenancy.v1.GetConfigurationRequest;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.stream.Stream;

/** Going back to an earlier configuration. */
class ConfigurationRollbackE2E {

    private final Standalone standalone = Standalone.shared();
    private final Api operator = standalone.api();
    private final String tenantId = operator.registeredTenant();
    private final Api api = operator.as(Tokens.tenantAdmin(tenantId));
    private final String path = "/api/v1/tenants/" + tenantId + "/config";

    @Test
    void a_rollback_makes_the_earlier_document_the_next_version() {
        var first = agents("a");
        agents("b");

        var answer = api.post(path + "/rollback", Map.of("version", 1, "reason", "b was rude"));

        assertThat(answer.version()).isEqualTo(3);
        assertThat(answer.body().path("aiAgents")).isEqualTo(first.body().path("aiAgents"));
        var item = after(answer).get(path + "/versions").body().at("/items/0");
        assertThat(item.path("restoredVersion").asLong()).isEqualTo(1);
        assertThat(item.path("reason").asString()).isEqualTo("b was rude");
    }

    @Test
    void a_rollback_to_what_is_there_changes_nothing() {
        agents("a");

        assertThat(api.post(path + "/rollback", Map.of("version", 1)).version()).isEqualTo(1);
    }

    @Test
    void a_rollback_keeps_todays_secrets_where_they_belong() {
        api.put(path, complete("old"));
        api.put(path, with(complete("new"), "/aiAgents/0/webhook/url", "https://other.example"));

        var answer = api.post(path + "/rollback", Map.of("version", 1));

        assertThat(answer.version()).isEqualTo(3);
        var message =
                Grpc.as(
                                Tokens.service(),
                                Grpc.after(
                                        ConfigurationServiceGrpc.newBlockingStub(
                                                Grpc.channel(standalone)),
                                        answer.header("Consistency-Token")))
                        .getConfiguration(
                                GetConfigurationRequest.newBuilder().setTenantId(tenantId).build());
        assertThat(message.getTelephony().getSipTrunk().getPassword().getValue())
                .isEqualTo("new-password");
        assertThat(message.getAiAgents(0).getWebhook().getUrl())
                .isEqualTo("https://hooks.acme.example/calls");
        assertThat(message.getAiAgents(0).getWebhook().hasSecret()).isFalse();
    }

    @Test
    void a_rollback_that_would_leave_a_trunk_open_is_refused() {
        var closed = SampleConfiguration.without(complete(), "/telephony/sipTrunk/allowedCidrs");
        api.put(path, closed);
        api.put(path, Map.of());

        var answer = api.post(path + "/rollback", Map.of("version", 1));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.pointers()).containsExactly("/version");
    }

    @Test
    void a_rollback_needs_a_version_that_there_is() {
        agents("a");

        var answer = api.post(path + "/rollback", Map.of("version", 2));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.pointers()).containsExactly("/version");
    }

    @Test
    void a_rollback_of_a_version_that_has_changed_is_refused() {
        agents("a");
        agents("b");

        var answer = api.with("If-Match", "\"1\"").post(path + "/rollback", Map.of("version", 1));

        assertThat(answer.code()).isEqualTo("version-conflict");
    }

    @Test
    void a_rollback_repeated_under_its_key_takes_effect_once() {
        agents("a");
        agents("b");
        var keyed = api.with("Idempotency-Key", "once");

        var first = keyed.post(path + "/rollback", Map.of("version", 1));
        agents("c");
        var again = keyed.post(path + "/rollback", Map.of("version", 1));

        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.body()).isEqualTo(first.body());
    }

    private Api.Answer agents(String... ids) {
        var agents = Stream.of(ids).map(SampleConfiguration::agent).toList();
        var answer = api.put(path, Map.of("aiAgents", agents));
        assertThat(answer.status()).isEqualTo(200);
        return answer;
    }

    private Api after(Api.Answer write) {
        return api.with("Consistency-Token", write.header("Consistency-Token"));
    }
}
