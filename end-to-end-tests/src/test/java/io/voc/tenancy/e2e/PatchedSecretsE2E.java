package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.SampleConfiguration.TRUNK_PASSWORD;
import static io.voc.tenancy.e2e.SampleConfiguration.WEBHOOK_SECRET;
import static io.voc.tenancy.e2e.SampleConfiguration.complete;
import static io.voc.tenancy.e2e.SampleConfiguration.masked;
import static io.voc.tenancy.e2e.SampleConfiguration.with;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.util.Map;
import java.util.UUID;

/** What a merge patch does to secrets. */
class PatchedSecretsE2E {

    private final Standalone standalone = Standalone.shared();
    private final String mark = "hush" + UUID.randomUUID().toString().replace("-", "");
    private final Api operator = standalone.api();
    private final String tenantId = operator.registeredTenant();
    private final Api api = operator.as(Tokens.tenantAdmin(tenantId));
    private final String path = "/api/v1/tenants/" + tenantId + "/config";
    private final JsonNode document = complete(mark);
    private final Api.Answer stored = api.put(path, document);
    private final SecretsByGrpc secrets = new SecretsByGrpc(standalone, tenantId);

    @Test
    void a_patch_keeps_what_it_does_not_name() {
        var answer =
                api.patch(
                        path, Map.of("telephony", Map.of("recording", Map.of("retentionDays", 7))));

        assertThat(answer.version()).isEqualTo(2);
        assertThat(secrets.all(answer))
                .containsExactly(mark + "-webhook", mark + "-password", mark + "-token");
    }

    @Test
    void a_patch_removes_with_null() {
        var answer =
                api.patchText(
                        path,
                        "{\"telephony\":{\"sipTrunk\":{\"password\":null},\"credentials\":{\"token\":null}}}",
                        "application/merge-patch+json");

        assertThat(secrets.all(answer)).containsExactly(mark + "-webhook");
    }

    @Test
    void a_patch_can_not_move_them_to_another() {
        var answer =
                api.patch(
                        path,
                        Map.of("telephony", Map.of("sipTrunk", Map.of("host", "evil.example"))));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.pointers()).containsExactly(TRUNK_PASSWORD);
    }

    @Test
    void a_patch_that_sends_back_what_was_read_changes_nothing() {
        assertThat(api.patch(path, read().body()).version()).isEqualTo(1);
    }

    @Test
    void a_patch_of_a_list_keeps_those_of_its_elements_unless_they_are_null() {
        var agents = masked(document).path("aiAgents");
        assertThat(api.patch(path, Map.of("aiAgents", agents)).version()).isEqualTo(1);

        var removed = with(masked(document), WEBHOOK_SECRET, null).path("aiAgents");
        var answer = api.patch(path, Map.of("aiAgents", removed));

        assertThat(answer.version()).isEqualTo(2);
        assertThat(answer.body().at(WEBHOOK_SECRET).isMissingNode()).isTrue();
    }

    private Api.Answer read() {
        return after(stored).get(path);
    }

    private Api after(Api.Answer write) {
        return api.with("Consistency-Token", write.header("Consistency-Token"));
    }
}
