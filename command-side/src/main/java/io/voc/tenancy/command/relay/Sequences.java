package io.voc.tenancy.command.relay;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Numbers the events of each tenant from 1, as they stand in the log. As that never changes, an
 * event has the same number whoever sends it and however often; what is remembered here saves
 * counting and can't be wrong.
 */
@Component
class Sequences {

    private static final String COUNT =
            """
            SELECT asked.tenant_id,
                   (SELECT count(*) FROM event_store.event AS past
                    WHERE past.tenant_id = asked.tenant_id COLLATE "C"
                      AND past.position > asked.known AND past.position < asked.first)
            FROM unnest(?::text[], ?::bigint[], ?::bigint[]) AS asked (tenant_id, known, first)
            """;
    private static final int TENANTS_IN_MEMORY = 100_000;
    private static final Place BEGINNING = new Place(0, 0);

    private final JdbcTemplate database;
    private final Cache<String, Place> known =
            Caffeine.newBuilder().maximumSize(TENANTS_IN_MEMORY).build();

    /** An event's place in the log and among those of its tenant. */
    private record Place(long position, long sequence) {}

    Sequences(JdbcTemplate database) {
        this.database = database;
    }

    /**
     * How many events of each tenant the log has before a position.
     *
     * @param positions by tenant, in a fixed order, of committed events
     */
    Map<String, Long> before(Map<String, Long> positions) {
        var counts = new HashMap<String, Long>();
        if (positions.isEmpty()) {
            return counts;
        }
        var places = new LinkedHashMap<String, Place>();
        positions.forEach((tenant, position) -> places.put(tenant, knownBefore(tenant, position)));
        database.query(
                COUNT,
                row -> {
                    var tenant = row.getString(1);
                    var place = places.getOrDefault(tenant, BEGINNING);
                    counts.put(tenant, place.sequence() + row.getLong(2));
                },
                places.keySet().toArray(String[]::new),
                places.values().stream().map(Place::position).toArray(Long[]::new),
                positions.values().toArray(Long[]::new));
        return counts;
    }

    /** Nothing, when a batch is sent again whose own places are known already. */
    private Place knownBefore(String tenant, long position) {
        var place = known.getIfPresent(tenant);
        return place == null || place.position() >= position ? BEGINNING : place;
    }

    /** The event of the tenant at the position has this number. */
    void learn(String tenantId, long position, long sequence) {
        known.put(tenantId, new Place(position, sequence));
    }
}
