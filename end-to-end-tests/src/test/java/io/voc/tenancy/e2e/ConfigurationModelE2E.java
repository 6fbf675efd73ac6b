package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.v1.ConfigurationServiceGrpc;
import io.voc.tenancy.v1.GetConfigurationRequest;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Random documents, patches and rollbacks, held step by step against a model of plain trees. A
 * failure names its seed and step; the seed -1 stands for a new one each time.
 */
class ConfigurationModelE2E {

    private static final int STEPS = 60;

    private final Standalone standalone = Standalone.shared();
    private final Api api = standalone.api();
    private final String tenantId = api.registeredTenant();
    private final String path = "/api/v1/tenants/" + tenantId + "/config";
    private final List<ObjectNode> versions = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, -1})
    void a_configuration_is_what_the_model_says(long fixedSeed) {
        var seed = fixedSeed < 0 ? System.nanoTime() : fixedSeed;
        var random = new RandomConfigurations(seed);
        versions.add(ConfigurationModel.empty());
        for (int step = 0; step < STEPS; step++) {
            var what = "seed " + seed + ", step " + step;
            var present = versions.getLast();
            var answer =
                    switch (random.below(3)) {
                        case 0 -> put(random.document(present), present);
                        case 1 -> patch(random.patch(present), present);
                        default -> rollBack(random.below(versions.size() - 1) + 1, present);
                    };
            assertThat(answer.status()).as("%s: %s", what, answer.body()).isEqualTo(200);
            assertThat(ConfigurationModel.documentOf(answer.body()))
                    .as(what)
                    .isEqualTo(ConfigurationModel.masked(versions.getLast()));
            assertThat(answer.version()).as(what).isEqualTo(versions.size() - 1);
            checkSecrets(answer, what);
            checkDifference(
                    answer, random.below(versions.size()), random.below(versions.size()), what);
        }
    }

    private Api.Answer put(ObjectNode document, ObjectNode present) {
        accept(ConfigurationModel.replaced(present, document));
        return api.put(path, document);
    }

    private Api.Answer patch(ObjectNode patch, ObjectNode present) {
        accept(ConfigurationModel.patched(present, patch));
        return api.patch(path, patch);
    }

    private Api.Answer rollBack(int version, ObjectNode present) {
        if (versions.size() == 1) {
            return api.put(path, Map.of());
        }
        accept(ConfigurationModel.rolledBack(present, versions.get(version)));
        return api.post(path + "/rollback", Map.of("version", version));
    }

    private void accept(ObjectNode document) {
        if (!document.equals(versions.getLast())) {
            versions.add(document);
        }
    }

    private void checkSecrets(Api.Answer answer, String what) {
        var message =
                Grpc.as(
                                Tokens.service(),
                                Grpc.after(
                                        ConfigurationServiceGrpc.newBlockingStub(
                                                Grpc.channel(standalone)),
                                        answer.header("Consistency-Token")))
                        .getConfiguration(
                                GetConfigurationRequest.newBuilder().setTenantId(tenantId).build());
        var model = versions.getLast();
        assertThat(message.getTelephony().getSipTrunk().getPassword().getValue())
                .as(what)
                .isEqualTo(model.at("/telephony/sipTrunk/password").asString(""));
        for (int i = 0; i < message.getAiAgentsCount(); i++) {
            assertThat(message.getAiAgents(i).getWebhook().getSecret().getValue())
                    .as(what)
                    .isEqualTo(model.at("/aiAgents/" + i + "/webhook/secret").asString(""));
        }
    }

    private void checkDifference(Api.Answer answer, int from, int to, String what) {
        var changes =
                api.with("Consistency-Token", answer.header("Consistency-Token"))
                        .get(path + "/diff?from=" + from + "&to=" + to)
                        .body()
                        .path("changes");

        assertThat(ConfigurationModel.named(changes, versions.get(from), versions.get(to)))
                .as("%s, from %s to %s", what, from, to)
                .containsExactlyInAnyOrderElementsOf(
                        ConfigurationModel.differences(versions.get(from), versions.get(to)));
    }
}
