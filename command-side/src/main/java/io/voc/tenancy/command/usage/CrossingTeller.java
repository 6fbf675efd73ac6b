package io.voc.tenancy.command.usage;

import io.voc.tenancy.command.Commands;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionKind;
import io.voc.tenancy.contracts.usage.UsageCommand.TellOfThreshold;
import io.voc.tenancy.contracts.usage.UsageEvent.UsageThresholdReached;
import io.voc.tenancy.eventstore.sql.Timestamps;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Makes an event of each crossing that the ledger noted. May be broken off and run again at any
 * point, by any number of nodes: the event is there once.
 */
@Component
final class CrossingTeller implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(CrossingTeller.class);

    private static final Actor LEDGER = Actor.ofSystem("usage-ledger");
    private static final int CHUNK = 100;

    private static final String TO_TELL =
            """
            SELECT tenant_id, metric, period, starts_at, percent, amount, used, hard
            FROM command.usage_crossing WHERE NOT is_told ORDER BY crossed_at LIMIT :chunk
            """;
    private static final String TOLD =
            """
            UPDATE command.usage_crossing SET is_told = true
            WHERE tenant_id = :tenantId AND metric = :metric AND period = :period
              AND starts_at = :startsAt AND percent = :percent
            """;

    private final JdbcClient jdbc;
    private final Commands commands;
    private final AtomicBoolean isAsked = new AtomicBoolean();
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("crossings").daemon().factory());

    CrossingTeller(JdbcClient jdbc, Commands commands) {
        this.jdbc = jdbc;
        this.commands = commands;
    }

    /** Tells of all that there are, soon; whoever asks does not wait. */
    void runSoon() {
        if (isAsked.compareAndSet(false, true)) {
            thread.execute(this::runQuietly);
        }
    }

    /** Tells of all that there are. */
    void run() {
        var found = toTell();
        while (!found.isEmpty()) {
            found.forEach(this::tell);
            found = found.size() < CHUNK ? List.of() : toTell();
        }
    }

    @Override
    public void destroy() {
        thread.shutdown();
    }

    private void runQuietly() {
        isAsked.set(false);
        try {
            run();
        } catch (RuntimeException e) {
            log.warn("crossings are told of later, as that failed now", e);
        }
    }

    /** Who is gone meanwhile is told nothing more. */
    private void tell(UsageThresholdReached reached) {
        try {
            commands.send(new TellOfThreshold(reached), LEDGER);
        } catch (Rejection refusal) {
            if (refusal.code().kind() == RejectionKind.UNAVAILABLE) {
                throw refusal;
            }
            log.info("{} is not told: {}", reached.aggregateId(), refusal.detail());
        }
        jdbc.sql(TOLD)
                .param("tenantId", reached.tenantId())
                .param("metric", reached.metric())
                .param("period", reached.period())
                .param("startsAt", Objects.requireNonNull(Timestamps.utc(reached.periodStartsAt())))
                .param("percent", reached.percent())
                .update();
    }

    private List<UsageThresholdReached> toTell() {
        return jdbc.sql(TO_TELL).param("chunk", CHUNK).query((row, _) -> reached(row)).list();
    }

    private static UsageThresholdReached reached(ResultSet row) throws SQLException {
        return new UsageThresholdReached(
                row.getString("tenant_id"),
                row.getString("metric"),
                row.getString("period"),
                row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                row.getInt("percent"),
                row.getLong("amount"),
                row.getLong("used"),
                row.getBoolean("hard") ? "HARD" : "SOFT");
    }
}
