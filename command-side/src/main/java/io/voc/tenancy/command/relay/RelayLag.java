package io.voc.tenancy.command.relay;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * How far the relay is behind the log, whichever nodes it runs on: asked of the database at each
 * scrape. A share of the relay that has nothing to send notes its place every few seconds only.
 */
@Component
class RelayLag {

    private static final String EVENTS =
            """
            SELECT head.position - coalesce(min((convert_from(token, 'UTF8')::jsonb ->> 'globalIndex')::bigint), 0)
            FROM event_store.head LEFT JOIN command.processor_token ON processor_name = ?
            GROUP BY head.position
            """;
    private static final String SECONDS =
            """
            SELECT coalesce((
                SELECT extract(epoch FROM now() - recorded_at)
                FROM event_store.event
                WHERE position = 1 + (
                    SELECT coalesce(min((convert_from(token, 'UTF8')::jsonb ->> 'globalIndex')::bigint), 0)
                    FROM command.processor_token WHERE processor_name = ?)), 0)
            """;

    private final JdbcTemplate database;

    RelayLag(JdbcTemplate database, MeterRegistry metrics) {
        this.database = database;
        Gauge.builder("lifecycle.relay.lag.events", this, it -> it.asked(EVENTS))
                .description("events in the log that may not be on the lifecycle stream yet")
                .register(metrics);
        Gauge.builder("lifecycle.relay.lag.seconds", this, it -> it.asked(SECONDS))
                .description("how long the oldest of them has been in the log")
                .register(metrics);
    }

    private double asked(String question) {
        var answer = database.queryForObject(question, Double.class, LifecycleRelay.NAME);
        return answer == null ? Double.NaN : Math.max(answer, 0);
    }
}
