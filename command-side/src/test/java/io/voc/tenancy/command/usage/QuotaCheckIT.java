package io.voc.tenancy.command.usage;

import static io.voc.tenancy.command.usage.LedgerDatabase.hard;
import static io.voc.tenancy.command.usage.LedgerDatabase.soft;
import static io.voc.tenancy.contracts.plan.LimitPeriod.DAY;
import static io.voc.tenancy.contracts.plan.LimitPeriod.MINUTE;
import static io.voc.tenancy.contracts.plan.LimitPeriod.MONTH;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.voc.tenancy.contracts.plan.Metric;
import io.voc.tenancy.contracts.plan.MetricCatalogue;
import io.voc.tenancy.contracts.plan.MetricKind;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.contracts.usage.QuotaView;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What would be granted is told as it would be judged, and nothing is counted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuotaCheckIT {

    private static final String NOON = "2026-11-23T12:00:30Z";
    private static final Instant MIDNIGHT = Instant.parse("2026-11-24T00:00:00Z");

    private final LedgerDatabase database = new LedgerDatabase();
    private final TestClock clock = new TestClock(NOON);
    private final LedgerCaller node = new LedgerCaller(database.node(clock));
    private final QuotaCheck quotas =
            new QuotaCheck(
                    database.pool,
                    new MetricCatalogue(
                            List.of(new Metric("calls", MetricKind.COUNTER, "call", "Calls."))),
                    clock);

    @BeforeEach
    void noon() {
        clock.set(NOON);
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void is_allowed_up_to_the_limit_and_consumes_nothing() {
        var tenant = database.tenant(hard("calls", 10, DAY));
        node.consume(tenant, 7);

        for (int i = 0; i < 3; i++) {
            assertThat(quotas.check(tenant, "calls", 3))
                    .isEqualTo(new QuotaView(true, "calls", 7, 10L, 3L, MIDNIGHT));
        }
        assertThat(quotas.check(tenant, "calls", 4))
                .isEqualTo(new QuotaView(false, "calls", 7, 10L, 3L, MIDNIGHT));
        assertThat(node.consume(tenant, 3).used()).isEqualTo(10);
        assertThat(
                        database.number(
                                "SELECT count(*) FROM command.usage_crossing WHERE tenant_id = '"
                                        + tenant
                                        + "'"))
                .as("what consumption reached, and not the questions")
                .isEqualTo(1);
    }

    @Test
    void of_what_was_never_used_makes_no_counter() {
        var tenant = database.tenant(hard("calls", 10, DAY));

        assertThat(quotas.check(tenant, "calls", 10).allowed()).isTrue();
        assertThat(quotas.check(tenant, "calls", 11).allowed()).isFalse();
        assertThat(
                        database.number(
                                "SELECT count(*) FROM command.usage_counter WHERE tenant_id = '"
                                        + tenant
                                        + "'"))
                .isZero();
    }

    @Test
    void tells_the_tightest_limit_and_the_one_that_forbids() {
        var tenant =
                database.tenant(
                        soft("calls", 6, DAY), hard("calls", 8, MINUTE), hard("calls", 90, MONTH));
        node.consume(tenant, 5);

        assertThat(quotas.check(tenant, "calls", 3))
                .extracting(QuotaView::allowed, QuotaView::limit, QuotaView::remaining)
                .containsExactly(true, 6L, 1L);
        assertThat(quotas.check(tenant, "calls", 4))
                .extracting(QuotaView::allowed, QuotaView::limit, QuotaView::remaining)
                .containsExactly(false, 8L, 3L);
        clock.advance(Duration.ofMinutes(1));
        assertThat(quotas.check(tenant, "calls", 4).allowed()).isTrue();
    }

    @Test
    void where_nothing_limits_is_allowed() {
        var tenant = database.tenant();
        node.consume(tenant, 7);

        assertThat(quotas.check(tenant, "calls", 1_000))
                .isEqualTo(new QuotaView(true, "calls", 7, null, null, null));
    }

    @Test
    void counts_on_grants_and_draws_on_none() {
        var tenant = database.tenant(hard("calls", 10, DAY));
        database.grant("gra_check", tenant, 5, 1, null);
        node.consume(tenant, 8);

        assertThat(quotas.check(tenant, "calls", 7).allowed()).isTrue();
        assertThat(quotas.check(tenant, "calls", 8).allowed()).isFalse();
        assertThat(database.left("gra_check")).isEqualTo(5);
        assertThat(node.consume(tenant, 7).remaining()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING, TENANT_NOT_ACTIVE",
        "SUSPENDED, TENANT_SUSPENDED",
        "DELETED, NOT_FOUND",
        "PURGED, NOT_FOUND"
    })
    void is_for_active_tenants(TenantStatus status, RejectionCode code) {
        var tenant = database.tenant();
        database.set(tenant, status);

        assertThat(refusal(tenant, "calls").code()).isEqualTo(code);
    }

    @Test
    void is_of_a_tenant_and_a_counter_that_there_are() {
        assertThat(refusal("nobody", "calls").code()).isEqualTo(RejectionCode.NOT_FOUND);
        assertThat(refusal("ten_00000000000000000000099999", "calls").code())
                .isEqualTo(RejectionCode.NOT_FOUND);
        assertThat(refusal(database.tenant(), "dreams").code())
                .isEqualTo(RejectionCode.VALIDATION_FAILED);
    }

    private Rejection refusal(String tenantId, String metric) {
        return catchThrowableOfType(Rejection.class, () -> quotas.check(tenantId, metric, 1));
    }
}
