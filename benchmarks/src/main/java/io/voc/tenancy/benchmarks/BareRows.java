package io.voc.tenancy.benchmarks;

import io.voc.tenancy.benchmarks.BenchmarkDatabase.Part;

import java.sql.SQLException;
import java.util.List;

/** The rows of a new tenant, written into our own tables by plain statements. */
final class BareRows {

    private static final String POSITIONS = "CREATE SEQUENCE bare_position";

    /** A new tenant's event as JSON. */
    static final String PAYLOAD =
            """
            {"tenantId":"ten_01k9zr5v0xemcsx8zq1vq5bm3h","slug":"tenant-1234567","name":"Tenant 1234567",\
            "contactEmail":"ops@tenant-1234567.example","region":"eu-central","plan":"growth",\
            "metadata":{"crm":"0061t00000abcde","segment":"mid-market"}}
            """;

    /** What an event carries of its cause, as JSON. */
    static final String METADATA =
            """
            {"causationId":"6f1c1f0e-6f0e-4b8e-9a53-3a2d6a3f7f10","correlationId":"0b6f7a1e-3d0c-4a52-8f0a-5b1f2a7c9d31",\
            "requestId":"d5d0c4a8-7b1e-4f3a-9c55-1e2f3a4b5c6d","actorSubject":"benchmark"}
            """;

    private static final String EVENT =
            """
            INSERT INTO event_store.event (position, event_id, tenant_id, aggregate_type, aggregate_id, sequence, type,
                revision, happened_at, recorded_at, payload, metadata, hash)
            SELECT position, gen_random_uuid(), 'ten_01k' || lpad(position::text, 23, '0'), 'Tenant',
                'ten_01k' || lpad(position::text, 23, '0'), 0, 'tenant.registered', 1, now(), now(),
                '%s'::bytea, '%s'::bytea, decode(repeat('5a', 32), 'hex')
            FROM nextval('bare_position') AS position
            """
                    .formatted(PAYLOAD, METADATA);
    private static final String SLUG =
            """
            INSERT INTO command.slug (slug, tenant_id)
            SELECT 'tenant-' || position, 'ten_01k' || lpad(position::text, 23, '0')
            FROM currval('bare_position') AS position
            """;
    private static final String GATE =
            """
            INSERT INTO command.tenant_gate (tenant_id, status, plan)
            SELECT 'ten_01k' || lpad(position::text, 23, '0'), 'ACTIVE', 'growth'
            FROM currval('bare_position') AS position
            """;
    private static final String DATA_KEY =
            """
            INSERT INTO command.data_key (tenant_id, wrapped)
            SELECT 'ten_01k' || lpad(position::text, 23, '0'), decode(repeat('5a', 64), 'hex')
            FROM currval('bare_position') AS position
            """;

    /** A new tenant's event alone. */
    static final List<String> EVENT_ALONE = List.of(EVENT);

    /** All that the command to create a tenant leaves behind. */
    static final List<String> ALL = List.of(EVENT, SLUG, GATE, DATA_KEY);

    private BareRows() {}

    /** Lays out the tables, with a sequence for the positions. */
    static void prepare(Part part) throws SQLException {
        part.migrate();
        part.execute(POSITIONS);
    }
}
