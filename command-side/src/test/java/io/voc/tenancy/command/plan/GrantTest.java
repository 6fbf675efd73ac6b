package io.voc.tenancy.command.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.axonframework.test.matchers.Matchers.matches;

import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.plan.GrantCommand.AddGrant;
import io.voc.tenancy.contracts.plan.GrantEvent.GrantAdded;
import io.voc.tenancy.contracts.plan.GrantView;
import io.voc.tenancy.contracts.plan.Metric;
import io.voc.tenancy.contracts.plan.MetricCatalogue;
import io.voc.tenancy.contracts.plan.MetricKind;
import io.voc.tenancy.contracts.rejection.FieldFault;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.eventstore.log.CommitConditions;

import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;

class GrantTest {

    private static final String GRANT = "gra_01h455vb4pex5vsknk084sn02q";
    private static final String TENANT = "ten_01h455vb4pex5vsknk084sn02q";
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void is_added_whole() {
        when("calls", NOW.plusMillis(1))
                .expectEvents(
                        new GrantAdded(GRANT, TENANT, "calls", 5, 50, NOW.plusMillis(1), "Sorry"))
                .expectResultMessageMatching(
                        matches(answer -> ((GrantView) answer.getPayload()).remaining() == 5));
        when("calls", null)
                .expectEvents(new GrantAdded(GRANT, TENANT, "calls", 5, 50, null, "Sorry"));
    }

    @ParameterizedTest
    @CsvSource({
        "calls,            2030-01-01T00:00:00Z, /expiresAt",
        "api-keys,         2030-01-02T00:00:00Z, /metric",
        "concurrent-calls, 2030-01-02T00:00:00Z, /metric",
        "dreams,           2029-12-31T00:00:00Z, /metric /expiresAt",
    })
    void is_of_a_counter_and_lasts(String metric, Instant expiresAt, String pointers) {
        when(metric, expiresAt)
                .expectNoEvents()
                .expectException(
                        matches(failure -> {
                            assertThat(((Rejection) failure).faults())
                                    .extracting(FieldFault::pointer)
                                    .containsExactly(pointers.split(" "));
                            return true;
                        }));
    }

    private static ResultValidator<Grant> when(String metric, @Nullable Instant expiresAt) {
        var command = new AddGrant(GRANT, TENANT, metric, 5, 50, expiresAt, "Sorry", NOW);
        var fixture = new AggregateTestFixture<>(Grant.class);
        fixture.registerInjectableResource(new CommitConditions());
        fixture.registerInjectableResource(
                new MetricCatalogue(
                        List.of(
                                new Metric("calls", MetricKind.COUNTER, "call", "Calls."),
                                new Metric("api-keys", MetricKind.RESOURCE, "key", "Keys."),
                                new Metric(
                                        "concurrent-calls",
                                        MetricKind.CONCURRENCY,
                                        "call",
                                        "Calls."))));
        fixture.registerCommandTargetResolver(
                _ -> new VersionedAggregateIdentifier((Object) command.target(), null));
        return fixture.givenNoPriorActivity()
                .when(command, Map.of(Actor.METADATA_KEY, Actor.ofSystem("test")));
    }
}
