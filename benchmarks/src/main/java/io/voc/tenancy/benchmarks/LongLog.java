package io.voc.tenancy.benchmarks;

import io.voc.tenancy.benchmarks.BenchmarkDatabase.Part;

import java.sql.SQLException;

/**
 * A log with a long past, loaded past the appender, so without a valid chain: tenants with ten
 * events each, all registered first and then changed in turn, which leaves nothing to share between
 * neighbours. All other followers of the command side have it behind them.
 */
final class LongLog {

    private static final int EVENTS_EACH = 10;
    private static final String SEALED_MAIL = "enc:v1:" + "A".repeat(72);
    private static final String SEALED_METADATA = "enc:v1:" + "B".repeat(114);

    private LongLog() {}

    static void load(Part part, int events) throws SQLException {
        part.migrate();
        part.migrateCommandSide();
        part.execute(inserted(events));
        part.execute(headAt(events));
        part.execute(othersAt(events));
        part.execute("VACUUM ANALYZE event_store.event");
    }

    private static String inserted(int events) {
        return """
        INSERT INTO event_store.event (position, event_id, tenant_id, aggregate_type, aggregate_id, sequence, type,
            revision, happened_at, recorded_at, payload, metadata, hash)
        SELECT place + 1, gen_random_uuid(), id, 'Tenant', id, place / tenants,
            CASE WHEN place < tenants THEN 'tenant.registered' ELSE 'tenant.profile-replaced' END, 1, now(), now(),
            convert_to(CASE WHEN place < tenants
                THEN '{"tenantId":"' || id || '","slug":"tenant-' || place || '","name":"Tenant ' || place
                    || '","contactEmail":"%1$s","region":"eu-central","plan":"growth","metadata":"%2$s","status":"ACTIVE"}'
                ELSE '{"tenantId":"' || id || '","name":"Tenant ' || place
                    || '","contactEmail":"%1$s","metadata":"%2$s"}' END, 'UTF8'),
            convert_to('%3$s', 'UTF8'), decode(repeat('5a', 32), 'hex')
        FROM (SELECT place, tenants, 'ten_01k' || lpad((place %% tenants)::text, 23, '0') AS id
              FROM generate_series(0, %4$d - 1) AS place, (SELECT greatest(%4$d / %5$d, 1) AS tenants) AS of) AS places
        """
                .formatted(
                        SEALED_MAIL,
                        SEALED_METADATA,
                        BareRows.METADATA.strip(),
                        events,
                        EVENTS_EACH);
    }

    private static String headAt(int position) {
        return "UPDATE event_store.head SET position = %d, recorded_at = now(), hash = decode(repeat('5a', 32), 'hex')"
                .formatted(position);
    }

    private static String othersAt(int position) {
        return """
        INSERT INTO command.processor_token (processor_name, segment, token, token_type, timestamp)
        SELECT name, 0, convert_to('{"globalIndex":%d}', 'UTF8'),
            'org.axonframework.eventhandling.GlobalSequenceTrackingToken', now()::text
        FROM unnest(ARRAY['onboarding-steps', 'onboarding-timers', 'onboarding-meters']) AS name
        """
                .formatted(position);
    }
}
