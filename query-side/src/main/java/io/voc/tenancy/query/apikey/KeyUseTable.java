package io.voc.tenancy.query.apikey;

import io.voc.tenancy.contracts.apikey.ApiKeyView;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** When each key was last found good, by any node. */
@Component
class KeyUseTable {

    /** All nodes lock the rows in one order. A purged tenant leaves no trace. */
    private static final String WRITE =
            """
            INSERT INTO query.api_key_use AS known (key_id, tenant_id, last_used_at)
            SELECT used.key_id, tenant_id, used.at
            FROM unnest(:keyIds::text[], :tenantIds::text[], :times::timestamptz[]) AS used (key_id, tenant_id, at)
                JOIN command.tenant_gate AS gate USING (tenant_id)
            WHERE gate.status <> 'PURGED'
            ORDER BY used.key_id
            ON CONFLICT (key_id) DO UPDATE SET last_used_at = excluded.last_used_at
            WHERE known.last_used_at < excluded.last_used_at
            """;

    private static final String READ =
            "SELECT key_id, last_used_at FROM query.api_key_use WHERE key_id = ANY (:keyIds)";

    private final JdbcClient jdbc;

    KeyUseTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void write(List<KeyUse> uses) {
        uses.sort(Comparator.comparing(KeyUse::keyId));
        jdbc.sql(WRITE)
                .param("keyIds", texts(uses, KeyUse::keyId))
                .param("tenantIds", texts(uses, KeyUse::tenantId))
                .param("times", texts(uses, use -> use.at().toString()))
                .update();
    }

    /** The keys with their last uses. */
    List<ApiKeyView> withUses(Collection<ApiKeyView> keys) {
        var uses = read(keys.stream().map(ApiKeyView::id).toArray(String[]::new));
        return keys.stream().map(key -> key.lastUsed(uses.get(key.id()))).toList();
    }

    private Map<String, Instant> read(String[] keyIds) {
        return jdbc
                .sql(READ)
                .param("keyIds", keyIds)
                .query((row, _) ->
                        Map.entry(
                                row.getString("key_id"),
                                row.getObject("last_used_at", OffsetDateTime.class).toInstant()))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String[] texts(List<KeyUse> uses, Function<KeyUse, String> part) {
        return uses.stream().map(part).toArray(String[]::new);
    }
}
