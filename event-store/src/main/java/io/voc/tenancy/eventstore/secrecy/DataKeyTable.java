package io.voc.tenancy.eventstore.secrecy;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The table of data keys. */
final class DataKeyTable implements WrappedKeys {

    private static final String ADD =
            """
            INSERT INTO command.data_key (tenant_id, wrapped) VALUES (:tenantId, :wrapped)
            ON CONFLICT DO NOTHING
            """;
    private static final String FIND =
            "SELECT wrapped FROM command.data_key WHERE tenant_id = :tenantId";
    private static final String FIND_ALL =
            """
            SELECT tenant_id, wrapped FROM command.data_key
            WHERE tenant_id = ANY (:tenantIds) AND wrapped IS NOT NULL
            """;
    private static final String AFTER =
            """
            SELECT tenant_id, wrapped FROM command.data_key
            WHERE wrapped IS NOT NULL AND tenant_id > :tenantId ORDER BY tenant_id LIMIT :limit
            """;
    private static final String REPLACE =
            """
            UPDATE command.data_key SET wrapped = :replacement
            WHERE tenant_id = :tenantId AND wrapped = :wrapped
            """;

    private final JdbcClient jdbc;

    DataKeyTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(WrappedKey key) {
        jdbc.sql(ADD).param("tenantId", key.tenantId()).param("wrapped", key.wrapped()).update();
    }

    @Override
    public Optional<byte[]> find(String tenantId) {
        return jdbc.sql(FIND)
                .param("tenantId", tenantId)
                .query((row, _) -> Optional.ofNullable(row.getBytes("wrapped")))
                .optional()
                .flatMap(identity());
    }

    @Override
    public Map<String, byte[]> find(Set<String> tenantIds) {
        return jdbc
                .sql(FIND_ALL)
                .param("tenantIds", tenantIds.toArray(String[]::new))
                .query((row, _) -> Map.entry(row.getString("tenant_id"), row.getBytes("wrapped")))
                .list()
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The keys that are not destroyed of the tenants after this one, at most so many. */
    List<WrappedKey> after(String tenantId, int limit) {
        return jdbc.sql(AFTER)
                .param("tenantId", tenantId)
                .param("limit", limit)
                .query((row, _) ->
                        new WrappedKey(row.getString("tenant_id"), row.getBytes("wrapped")))
                .list();
    }

    /** Stores a key wrapped anew, unless it was replaced or destroyed since; whether it did. */
    boolean replace(WrappedKey key, byte[] replacement) {
        return jdbc.sql(REPLACE)
                        .param("tenantId", key.tenantId())
                        .param("wrapped", key.wrapped())
                        .param("replacement", replacement)
                        .update()
                == 1;
    }
}
