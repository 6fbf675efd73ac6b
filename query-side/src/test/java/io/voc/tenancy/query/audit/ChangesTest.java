package io.voc.tenancy.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.voc.tenancy.contracts.configuration.ConfigurationEvent.ConfigurationReplaced;
import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.event.EventCatalogue;
import io.voc.tenancy.contracts.plan.Enforcement;
import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.contracts.plan.LimitPeriod;
import io.voc.tenancy.contracts.plan.PlanEvent.PlanCreated;
import io.voc.tenancy.contracts.plan.PlanEvent.PlanDeleted;
import io.voc.tenancy.contracts.plan.TenantLimitsEvent.TenantLimitsReplaced;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantDeleted;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRestored;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantSuspended;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.eventstore.secrecy.SecretsInClear;
import io.voc.tenancy.query.ConfigurationDiff;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

class ChangesTest {

    private static final Path APPROVED = Path.of("../event-store/src/test/resources/approved");
    private static final JsonMapper STORED =
            JsonMapper.builder().addModule(new SecretsInClear()).build();
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .changeDefaultPropertyInclusion(
                            it -> it.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .build();

    private final Changes changes = new Changes(new ConfigurationDiff(JSON), JSON);

    static Stream<Class<?>> events() {
        return EventCatalogue.events().filter(it -> it != PlanDeleted.class);
    }

    @ParameterizedTest
    @MethodSource("events")
    void each_event_tells_what_is_the_case_after_it_and_no_secret(Class<?> type)
            throws IOException {
        var name = EventCatalogue.typeOf(type).name();
        var json = Files.readString(APPROVED.resolve(name + ".r1.json"));
        var told = changes.of((DomainEvent) STORED.readValue(json, type), null);
        assertThat(told).isNotEmpty().allMatch(it -> it.path().startsWith("/"));
        assertThat(told.toString())
                .doesNotContain(
                        "digest", "9f86d081884c7d659a2feaa0c55ad015", "/tenantId", "/reason");
    }

    @Test
    void a_status_comes_from_the_event_before() {
        var at = Instant.parse("2030-01-01T00:00:00Z");
        var suspended = new TenantSuspended("ten_1", "unpaid");
        var deleted = new TenantDeleted("ten_1", null, at);
        var restored = new TenantRestored("ten_1", TenantStatus.SUSPENDED, null);
        assertThat(told(deleted, suspended))
                .containsExactlyInAnyOrder(
                        "/status \"SUSPENDED\" \"DELETED\"",
                        "/purgeAfter null \"2030-01-01T00:00:00Z\"");
        assertThat(told(restored, deleted))
                .containsExactlyInAnyOrder(
                        "/status \"DELETED\" \"SUSPENDED\"",
                        "/purgeAfter \"2030-01-01T00:00:00Z\" null");
    }

    @Test
    void limits_are_told_apart_by_metric_and_period() {
        var before =
                new TenantLimitsReplaced(
                        "ten_1", List.of(limit(1, null), limit(2, LimitPeriod.DAY)));
        var after =
                new TenantLimitsReplaced(
                        "ten_1", List.of(limit(3, LimitPeriod.DAY), limit(1, null)));
        assertThat(told(after, before)).containsExactly("/limits/calls:DAY/amount 2 3");
    }

    @Test
    void a_plan_that_is_deleted_is_told_as_it_was() {
        var plan = new PlanCreated("growth", null, List.of(limit(1, null)));
        assertThat(changes.of(new PlanDeleted("growth"), plan))
                .extracting(AuditEntry.Change::path)
                .containsExactlyInAnyOrder("/name", "/limits");
    }

    @Test
    void a_configuration_is_compared_with_the_version_before() throws IOException {
        var json = Files.readString(APPROVED.resolve("configuration.replaced.r1.complete.json"));
        var complete = STORED.readValue(json, ConfigurationReplaced.class);
        var empty = new ConfigurationReplaced("ten_1", 2, TenantConfiguration.EMPTY);
        assertThat(changes.of(complete, complete)).isEmpty();
        assertThat(changes.of(empty, complete))
                .isNotEmpty()
                .noneMatch(it -> it.to() == null && it.from() == null);
    }

    private static Limit limit(long amount, @Nullable LimitPeriod period) {
        return new Limit("calls", amount, period, Enforcement.HARD, List.of());
    }

    private List<String> told(DomainEvent event, DomainEvent previous) {
        return changes.of(event, previous).stream()
                .map(it -> it.path() + ' ' + it.from() + ' ' + it.to())
                .toList();
    }
}
