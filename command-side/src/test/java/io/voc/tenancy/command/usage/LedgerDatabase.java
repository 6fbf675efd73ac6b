package io.voc.tenancy.command.usage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import io.voc.tenancy.contracts.plan.Enforcement;
import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.contracts.plan.LimitPeriod;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.embedded.PostgresDatabase;
import io.voc.tenancy.eventstore.Migrations;
import io.voc.tenancy.eventstore.register.PlanLimits;
import io.voc.tenancy.testing.SharedServers;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Registers and ledger in a database of their own, with tenants as a test wants them. */
final class LedgerDatabase implements AutoCloseable {

    static final int DAYS_KEPT = 7;

    final HikariDataSource pool;
    final JdbcClient jdbc;

    private final List<Ledger> ledgers = new ArrayList<>();
    private final AtomicInteger tenants = new AtomicInteger();

    LedgerDatabase() {
        this(SharedServers.freshDatabase());
    }

    LedgerDatabase(PostgresDatabase database) {
        pool = pool(database);
        jdbc = JdbcClient.create(pool);
        Migrations.flyway("event-store", pool).migrate();
        Migrations.flyway("command-side", pool).migrate();
    }

    static HikariDataSource pool(PostgresDatabase database) {
        var config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl());
        config.setUsername(database.username());
        config.setPassword(database.password());
        config.setMaximumPoolSize(16);
        config.setConnectionTimeout(5_000);
        return new HikariDataSource(config);
    }

    /** The ledger of one more node. */
    Ledger node(Clock clock) {
        var ledger = new Ledger(pool, clock, DAYS_KEPT, () -> {});
        ledgers.add(ledger);
        return ledger;
    }

    /** A tenant whose plan has these limits. */
    String tenant(Limit... limits) {
        var id = "ten_%026d".formatted(tenants.incrementAndGet());
        jdbc.sql("INSERT INTO command.plan (name, limits, tenants) VALUES (:id, :limits::jsonb, 1)")
                .param("id", id)
                .param("limits", PlanLimits.json(List.of(limits)))
                .update();
        jdbc.sql(
                        "INSERT INTO command.tenant_gate (tenant_id, status, plan) VALUES (:id, 'ACTIVE', :id)")
                .param("id", id)
                .update();
        return id;
    }

    /** From now on the tenant has this status. */
    void set(String tenantId, TenantStatus status) {
        jdbc.sql("UPDATE command.tenant_gate SET status = :status WHERE tenant_id = :id")
                .param("status", status.name())
                .param("id", tenantId)
                .update();
    }

    /** From now on the tenant has these limits beside its plan's. */
    void override(String tenantId, Limit... limits) {
        jdbc.sql(
                        """
                        INSERT INTO command.tenant_limit (tenant_id, limits) VALUES (:id, :limits::jsonb)
                        ON CONFLICT (tenant_id) DO UPDATE SET limits = excluded.limits
                        """)
                .param("id", tenantId)
                .param("limits", PlanLimits.json(List.of(limits)))
                .update();
    }

    /** One more grant of the tenant's calls. */
    void grant(
            String grantId, String tenantId, long amount, int priority, @Nullable String expires) {
        jdbc.sql(
                        """
                        INSERT INTO command.tenant_grant (grant_id, tenant_id, metric, amount, priority, expires_at, remaining)
                        VALUES (:grant, :id, 'calls', :amount, :priority, :expires::timestamptz, :amount)
                        """)
                .param("grant", grantId)
                .param("id", tenantId)
                .param("amount", amount)
                .param("priority", priority)
                .param("expires", expires)
                .update();
    }

    long left(String grantId) {
        return number(
                "SELECT remaining FROM command.tenant_grant WHERE grant_id = '" + grantId + "'");
    }

    /** The single number that a query finds. */
    long number(String query) {
        return jdbc.sql(query).query((row, _) -> row.getLong(1)).single();
    }

    static Limit hard(String metric, long amount, @Nullable LimitPeriod period) {
        return new Limit(metric, amount, period, Enforcement.HARD, List.of());
    }

    static Limit soft(String metric, long amount, @Nullable LimitPeriod period) {
        return new Limit(metric, amount, period, Enforcement.SOFT, List.of());
    }

    @Override
    public void close() {
        ledgers.forEach(Ledger::close);
        pool.close();
    }
}
