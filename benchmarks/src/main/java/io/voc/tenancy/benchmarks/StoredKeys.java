package io.voc.tenancy.benchmarks;

import io.voc.tenancy.benchmarks.BenchmarkDatabase.Part;
import io.voc.tenancy.contracts.apikey.ApiKeyEnvironment;
import io.voc.tenancy.contracts.apikey.ApiKeySecret;
import io.voc.tenancy.contracts.identity.TypeId;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Good keys in the register, loaded past the log. */
final class StoredKeys {

    private static final int CHUNK = 10_000;
    private static final int TENANTS = 1_000;

    private static final String TENANT =
            "INSERT INTO command.tenant_gate (tenant_id, status, plan) SELECT unnest(?::text[]), 'ACTIVE', 'growth'";

    private static final String KEY =
            """
            INSERT INTO command.api_key (digest, key_id, tenant_id, environment, scopes, status, allowed_cidrs)
            SELECT unnest(?::text[]), unnest(?::text[]), unnest(?::text[]), 'LIVE', '{config:read}', 'ACTIVE', '{}'
            """;

    private final SecureRandom random = new SecureRandom();
    private final List<String> tenants = new ArrayList<>();

    private StoredKeys() {
        for (int i = 0; i < TENANTS; i++) {
            tenants.add(TypeId.TENANT.of(UUID.randomUUID()));
        }
    }

    /** The secrets of so many, in a database that is laid out for them. */
    static List<String> load(Part part, int count) throws SQLException {
        var keys = new StoredKeys();
        var secrets = new ArrayList<String>(count);
        try (var pool = part.connections(1);
                var connection = pool.getConnection()) {
            write(connection, TENANT, keys.tenants);
            while (secrets.size() < count) {
                secrets.addAll(keys.chunk(connection, Math.min(CHUNK, count - secrets.size())));
            }
            try (var statement = connection.createStatement()) {
                statement.execute("VACUUM ANALYZE command.api_key");
            }
        }
        return secrets;
    }

    private List<String> chunk(Connection connection, int size) throws SQLException {
        var secrets = new ArrayList<String>(size);
        var digests = new ArrayList<String>(size);
        var ids = new ArrayList<String>(size);
        var owners = new ArrayList<String>(size);
        for (int i = 0; i < size; i++) {
            var secret = ApiKeySecret.generate(ApiKeyEnvironment.LIVE, random);
            secrets.add(secret.reveal());
            digests.add(secret.digest());
            ids.add(TypeId.API_KEY.of(UUID.randomUUID()));
            owners.add(tenants.get(i % TENANTS));
        }
        write(connection, KEY, digests, ids, owners);
        return secrets;
    }

    @SafeVarargs
    private static void write(Connection connection, String sql, List<String>... columns)
            throws SQLException {
        try (var insert = connection.prepareStatement(sql)) {
            for (int i = 0; i < columns.length; i++) {
                insert.setArray(i + 1, connection.createArrayOf("text", columns[i].toArray()));
            }
            insert.executeUpdate();
        }
    }
}
