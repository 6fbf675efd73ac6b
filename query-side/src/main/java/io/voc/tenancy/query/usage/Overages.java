package io.voc.tenancy.query.usage;

import io.voc.tenancy.contracts.plan.LimitPeriod;
import io.voc.tenancy.eventstore.sql.Timestamps;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What came in bulk beyond hard limits, as the ledger has it. */
record Overages(JdbcClient jdbc) {

    /**
     * Finds shorter periods, too, that are over and began with a longer one; nobody asks for them.
     */
    private static final String NOW =
            """
            SELECT metric, period, starts_at, overage FROM command.usage_overage
            WHERE tenant_id = :tenantId AND starts_at IN (:starts)
            """;

    private static final String BY_PERIOD =
            """
            SELECT metric, period, starts_at, overage FROM command.usage_overage
            WHERE tenant_id = :tenantId AND metric = :metric AND period = :period
            """;

    private record Place(String metric, String period, Instant startsAt) {}

    /** By metric and period. */
    record Found(Map<Place, Long> overages) {

        /** Null when there is none. */
        @Nullable Long of(String metric, LimitPeriod period, Instant startsAt) {
            return overages.get(new Place(metric, period.name(), startsAt));
        }
    }

    /** In the periods that a moment is in. */
    Found now(String tenantId, Instant moment) {
        var starts =
                Stream.of(LimitPeriod.values())
                        .map(period -> period.startOf(moment))
                        .map(start -> Objects.requireNonNull(Timestamps.utc(start)))
                        .toList();
        return found(jdbc.sql(NOW).param("tenantId", tenantId).param("starts", starts));
    }

    /** In all periods of one length. */
    Found of(String tenantId, String metric, LimitPeriod period) {
        return found(
                jdbc.sql(BY_PERIOD)
                        .param("tenantId", tenantId)
                        .param("metric", metric)
                        .param("period", period.name()));
    }

    private static Found found(JdbcClient.StatementSpec statement) {
        var overages = new HashMap<Place, Long>();
        statement.query((ResultSet row) -> {
            overages.put(place(row), row.getLong("overage"));
        });
        return new Found(overages);
    }

    private static Place place(ResultSet row) throws SQLException {
        return new Place(
                row.getString("metric"),
                row.getString("period"),
                row.getObject("starts_at", OffsetDateTime.class).toInstant());
    }
}
