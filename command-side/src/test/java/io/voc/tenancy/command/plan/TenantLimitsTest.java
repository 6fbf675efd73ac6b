package io.voc.tenancy.command.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.axonframework.test.matchers.Matchers.matches;

import io.voc.tenancy.command.IfMatch;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.plan.Enforcement;
import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.contracts.plan.Metric;
import io.voc.tenancy.contracts.plan.MetricCatalogue;
import io.voc.tenancy.contracts.plan.MetricKind;
import io.voc.tenancy.contracts.plan.OverridesView;
import io.voc.tenancy.contracts.plan.TenantLimitsCommand.ReplaceTenantLimits;
import io.voc.tenancy.contracts.plan.TenantLimitsEvent;
import io.voc.tenancy.contracts.plan.TenantLimitsEvent.TenantLimitsReplaced;
import io.voc.tenancy.contracts.rejection.FieldFault;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.eventstore.log.CommitConditions;

import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class TenantLimitsTest {

    private static final String TENANT = "ten_01h455vb4pex5vsknk084sn02q";
    private static final List<Limit> TEN = List.of(limit("api-keys", 10));
    private static final List<Limit> TWENTY = List.of(limit("api-keys", 20));

    @Test
    void are_replaced_as_a_whole_if_that_says_something_new() {
        when(List.of(), TEN).expectEvents(new TenantLimitsReplaced(TENANT, TEN));
        when(List.of(replaced(TEN)), TWENTY).expectEvents(replaced(TWENTY));
        when(List.of(replaced(TEN)), List.of()).expectEvents(replaced(List.of()));
        when(List.of(replaced(TEN)), TEN).expectNoEvents();
    }

    @Test
    void count_their_changes() {
        when(List.of(), TEN).expectResultMessagePayload(new OverridesView(TENANT, 1, TEN));
        when(List.of(replaced(TEN)), List.of())
                .expectResultMessagePayload(new OverridesView(TENANT, 2, List.of()));
    }

    @Test
    void limit_only_what_is_in_the_catalogue_each_only_once() {
        when(List.of(), List.of(limit("dreams", 1), limit("api-keys", 1), limit("api-keys", 2)))
                .expectNoEvents()
                .expectException(
                        matches(failure -> {
                            assertThat(((Rejection) failure).faults())
                                    .extracting(FieldFault::pointer)
                                    .containsExactly("/limits/0/metric", "/limits/2");
                            return true;
                        }));
    }

    @Test
    void are_changed_only_at_the_version_that_is_asked_for() {
        refused(when(List.of(), TEN, IfMatch.exactly(1)));
        when(List.of(), TEN, IfMatch.exactly(0)).expectEvents(replaced(TEN));
        refused(when(List.of(replaced(TEN)), TEN, IfMatch.exactly(0)));
        when(List.of(replaced(TEN)), TWENTY, IfMatch.exactly(1)).expectEvents(replaced(TWENTY));
    }

    private static void refused(ResultValidator<TenantLimits> result) {
        result.expectNoEvents()
                .expectException(
                        matches(failure ->
                                ((Rejection) failure).code().code().equals("version-conflict")));
    }

    private static ResultValidator<TenantLimits> when(
            List<? extends TenantLimitsEvent> history, List<Limit> limits) {
        return when(history, limits, IfMatch.ANY);
    }

    private static ResultValidator<TenantLimits> when(
            List<? extends TenantLimitsEvent> history, List<Limit> limits, IfMatch ifMatch) {
        var fixture = new AggregateTestFixture<>(TenantLimits.class);
        fixture.registerInjectableResource(new CommitConditions());
        fixture.registerInjectableResource(
                new MetricCatalogue(
                        List.of(new Metric("api-keys", MetricKind.RESOURCE, "key", "Keys."))));
        var command = new ReplaceTenantLimits(TENANT, limits);
        fixture.registerCommandTargetResolver(
                _ -> new VersionedAggregateIdentifier((Object) command.target(), null));
        return fixture.given(history)
                .when(
                        command,
                        Map.of(
                                Actor.METADATA_KEY,
                                Actor.ofSystem("test"),
                                IfMatch.METADATA_KEY,
                                ifMatch));
    }

    private static TenantLimitsReplaced replaced(List<Limit> limits) {
        return new TenantLimitsReplaced(TENANT, limits);
    }

    private static Limit limit(String metric, long amount) {
        return new Limit(metric, amount, null, Enforcement.HARD, List.of());
    }
}
