package io.voc.tenancy.command.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.axonframework.test.matchers.Matchers.matches;

import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.plan.Metric;
import io.voc.tenancy.contracts.plan.MetricCatalogue;
import io.voc.tenancy.contracts.plan.MetricKind;
import io.voc.tenancy.contracts.rejection.FieldFault;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.usage.UsageCorrectionCommand.CorrectUsage;
import io.voc.tenancy.contracts.usage.UsageCorrectionView;
import io.voc.tenancy.contracts.usage.UsageEvent.UsageCorrected;
import io.voc.tenancy.eventstore.log.CommitConditions;

import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;

class UsageCorrectionTest {

    private static final String ID = "cor_01h455vb4pex5vsknk084sn02q";
    private static final String TENANT = "ten_01h455vb4pex5vsknk084sn02q";
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void is_recorded_whole() {
        when("calls", -5, NOW)
                .expectEvents(new UsageCorrected(ID, TENANT, "calls", -5, NOW, "Counted twice"))
                .expectResultMessageMatching(
                        matches(answer ->
                                ((UsageCorrectionView) answer.getPayload()).amount() == -5));
    }

    @ParameterizedTest
    @CsvSource({
        "calls,             0, 2030-01-01T00:00:00Z,     /amount",
        "calls,             1, 2030-01-01T00:00:00.001Z, /occurredAt",
        "calls,             1, 2028-11-26T23:59:59.999Z, /occurredAt",
        "api-keys,          1, 2030-01-01T00:00:00Z,     /metric",
        "concurrent-calls,  1, 2030-01-01T00:00:00Z,     /metric",
        "dreams,            0, 2031-01-01T00:00:00Z,     /metric /amount /occurredAt",
    })
    void is_of_a_counter_and_its_past(
            String metric, long amount, Instant occurredAt, String pointers) {
        when(metric, amount, occurredAt)
                .expectNoEvents()
                .expectException(
                        matches(failure -> {
                            assertThat(((Rejection) failure).faults())
                                    .extracting(FieldFault::pointer)
                                    .containsExactly(pointers.split(" "));
                            return true;
                        }));
    }

    private static ResultValidator<UsageCorrection> when(
            String metric, long amount, Instant occurredAt) {
        var command =
                new CorrectUsage(ID, TENANT, metric, amount, occurredAt, "Counted twice", NOW);
        var fixture = new AggregateTestFixture<>(UsageCorrection.class);
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
