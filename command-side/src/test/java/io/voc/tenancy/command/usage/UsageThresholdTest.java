package io.voc.tenancy.command.usage;

import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.usage.UsageCommand.TellOfThreshold;
import io.voc.tenancy.contracts.usage.UsageEvent.UsageThresholdReached;
import io.voc.tenancy.eventstore.log.CommitConditions;

import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Map;

class UsageThresholdTest {

    private static final UsageThresholdReached REACHED =
            new UsageThresholdReached(
                    "ten_01h455vb4pex5vsknk084sn02q",
                    "calls",
                    "DAY",
                    Instant.parse("2026-11-23T00:00:00Z"),
                    80,
                    100,
                    81,
                    "HARD");

    @Test
    void is_told_when_it_is_reached() {
        fixture()
                .givenNoPriorActivity()
                .when(new TellOfThreshold(REACHED), actor())
                .expectEvents(REACHED);
    }

    @Test
    void is_not_told_again() {
        fixture()
                .given(REACHED)
                .when(new TellOfThreshold(REACHED), actor())
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
    }

    private static AggregateTestFixture<UsageThreshold> fixture() {
        var fixture = new AggregateTestFixture<>(UsageThreshold.class);
        fixture.registerInjectableResource(new CommitConditions());
        fixture.registerCommandTargetResolver(command ->
                new VersionedAggregateIdentifier(
                        (Object) ((TellOfThreshold) command.getPayload()).target(), null));
        return fixture;
    }

    private static Map<String, Object> actor() {
        return Map.of(Actor.METADATA_KEY, Actor.ofSystem("test"));
    }
}
