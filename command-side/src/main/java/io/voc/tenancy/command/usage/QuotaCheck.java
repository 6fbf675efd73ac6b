package io.voc.tenancy.command.usage;

import io.voc.tenancy.command.usage.Counters.Of;
import io.voc.tenancy.command.usage.LedgerEntry.Consumption;
import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.plan.MetricCatalogue;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.contracts.usage.QuotaView;
import io.voc.tenancy.eventstore.sql.SqlBatch;

import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

import javax.sql.DataSource;

/**
 * Asks what would be granted, by the judge of the ledger, on what is committed. Locks nothing and
 * stores nothing, so those who consume do not wait for it.
 */
@Component
final class QuotaCheck {

    private static final String NO_REQUEST = "";

    private final DataSource database;
    private final MetricCatalogue metrics;
    private final Clock clock;

    QuotaCheck(DataSource database, MetricCatalogue metrics, Clock clock) {
        this.database = database;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Whether a tenant could consume so much of a counter now.
     *
     * @throws Rejection when nobody can: there is no such tenant or counter, or it is not active
     */
    QuotaView check(String tenantId, String metric, long amount) {
        metrics.faultOfUse(metric)
                .ifPresent(fault -> {
                    throw Rejection.invalid(List.of(fault));
                });
        if (!TypeId.TENANT.matches(tenantId)) {
            throw Rejection.notFound(TypeId.TENANT.thing(), tenantId);
        }
        var asked = new Consumption(tenantId, metric, amount, NO_REQUEST);
        var connection = DataSourceUtils.getConnection(database);
        try {
            return judge(asked, connection);
        } catch (SQLException _) {
            throw new Rejection(RejectionCode.UNAVAILABLE, "The database is away; try again");
        } finally {
            DataSourceUtils.releaseConnection(connection, database);
        }
    }

    private QuotaView judge(Consumption asked, Connection connection) throws SQLException {
        var of = Of.of(asked);
        var counters = new Counters(Set.of(of));
        var rules = new TenantRules();
        var grants = new Grants();
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var sql = new SqlBatch(connection);
        counters.read(sql);
        rules.read(sql, Set.of(asked.tenantId()));
        grants.read(sql, Set.of(of), now);
        sql.execute();
        rules.check(asked);
        var tightest =
                new Tightest(rules.limits(asked.tenantId(), asked.metric()), counters.at(of, now));
        var before = tightest.answer();
        try {
            var _ =
                    new Judge(
                                    now,
                                    rules,
                                    counters,
                                    grants,
                                    new Places(),
                                    new Crossings(_ -> true),
                                    new Overages())
                            .answer(asked);
            return view(true, asked.metric(), before);
        } catch (Rejection refusal) {
            if (refusal.code() != RejectionCode.QUOTA_EXCEEDED) {
                throw refusal;
            }
            return view(false, asked.metric(), tightest.refusingAnswer());
        }
    }

    private static QuotaView view(boolean isAllowed, String metric, LedgerAnswer state) {
        return new QuotaView(
                isAllowed, metric, state.used(), state.limit(), state.remaining(), state.until());
    }
}
