package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.Refusals.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.tenant.TenantStatus;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.node.ObjectNode;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Of writes in the same moment each either happens as it was meant, or is refused. */
class ConcurrentWritesE2E {

    private final Api api = Standalone.shared().api();
    private final SampleTenant tenant = SampleTenant.in(TenantStatus.ACTIVE, api);

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "PUT of what was read"})
    void of_64_on_one_version_exactly_one_succeeds(String way) {
        var first = api.with("If-Match", "\"1\"");

        var answers = AtOnce.all(64, i -> renamed("Number " + i, way, first));

        var winners = answers.stream().filter(answer -> answer.status() == 200).toList();
        assertThat(winners).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .allSatisfy(answer -> assertRefused(answer, 412, "version-conflict"));
        assertThat(winners.getFirst().version()).isEqualTo(2);
        assertThat(tenant.read().body()).isEqualTo(winners.getFirst().body());
    }

    @Test
    void of_patches_of_different_fields_none_is_lost() {
        var answers =
                AtOnce.all(
                        16,
                        i ->
                                api.patch(
                                        tenant.path(),
                                        Map.of("metadata", Map.of("key-" + i, "value"))));

        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200));
        assertThat(answers).extracting(Api.Answer::version).doesNotHaveDuplicates();
        var last = tenant.read();
        assertThat(last.body().path("metadata").size()).isEqualTo(16);
        assertThat(last.version()).isEqualTo(17);
    }

    @Test
    void of_the_same_transition_one_makes_a_version_and_all_are_answered_with_it() {
        var answers =
                AtOnce.all(
                        32,
                        i ->
                                tenant.asked(
                                        "suspend", Map.of("reason", "the reason of number " + i)));

        assertThat(answers).extracting(Api.Answer::status).containsOnly(200);
        assertThat(answers).extracting(Api.Answer::body).containsOnly(tenant.read().body());
        assertThat(answers.getFirst().version()).isEqualTo(2);
    }

    @Test
    void of_a_restoring_and_a_purge_the_first_decides() {
        var deleted = tenant.after("delete");

        var answers =
                AtOnce.all(32, i -> deleted.asked(i % 2 == 0 ? "restore" : "purge", Map.of()));

        var last = read(answers);
        assertThat(last.version()).isEqualTo(3);
        assertThat(last.text("status")).isIn("ACTIVE", "PURGED");
        var isRestored = last.text("status").equals("ACTIVE");
        for (int i = 0; i < answers.size(); i++) {
            if ((i % 2 == 0) == isRestored) {
                assertThat(answers.get(i).body()).isEqualTo(last.body());
            } else {
                assertRefused(
                        answers.get(i), 409, isRestored ? "tenant-not-deleted" : "tenant-purged");
            }
        }
    }

    /** The tenant as it stands after what was answered. */
    private Api.Answer read(List<Api.Answer> answers) {
        var newest =
                answers.stream()
                        .filter(answer -> answer.status() == 200)
                        .map(answer -> answer.header("Consistency-Token"))
                        .max(Comparator.comparingLong(Long::parseLong))
                        .orElseThrow();
        return tenant.api().with("Consistency-Token", newest).get(tenant.path());
    }

    private Api.Answer renamed(String name, String way, Api caller) {
        return switch (way) {
            case "PUT" ->
                    caller.put(
                            tenant.path(),
                            Map.of("name", name, "contactEmail", "ops@company.example"));
            case "PATCH" -> caller.patch(tenant.path(), Map.of("name", name));
            default -> {
                var read = (ObjectNode) tenant.state().body().deepCopy();
                yield caller.put(tenant.path(), read.put("name", name));
            }
        };
    }
}
