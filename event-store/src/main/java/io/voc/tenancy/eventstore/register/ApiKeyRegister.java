package io.voc.tenancy.eventstore.register;

import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyIssued;
import io.voc.tenancy.contracts.apikey.ApiKeyStatus;
import io.voc.tenancy.eventstore.sql.SqlBatch;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The digests of keys and what their verification needs. */
final class ApiKeyRegister {

    /**
     * Scopes come as one text each, as SQL has no arrays of arrays that differ in length; none
     * holds a comma.
     */
    private static final String ADD =
            """
            INSERT INTO command.api_key (digest, key_id, tenant_id, environment, scopes, expires_at, status)
            SELECT digest, key_id, tenant_id, environment, string_to_array(scopes, ','), expires_at, ?
            FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
                AS added (digest, key_id, tenant_id, environment, scopes, expires_at)
            """;

    private static final String REVOKE =
            "UPDATE command.api_key SET status = ? WHERE key_id = ANY (?)";

    private final List<ApiKeyIssued> added = new ArrayList<>();
    private final List<String> revoked = new ArrayList<>();

    void add(ApiKeyIssued key) {
        added.add(key);
    }

    void revoke(String keyId) {
        revoked.add(keyId);
    }

    void write(SqlBatch sql) throws SQLException {
        if (!added.isEmpty()) {
            sql.update(
                    ADD,
                    ApiKeyStatus.ACTIVE.name(),
                    texts(sql, ApiKeyIssued::digest),
                    texts(sql, ApiKeyIssued::keyId),
                    texts(sql, ApiKeyIssued::tenantId),
                    texts(sql, ApiKeyIssued::environment),
                    texts(sql, key -> String.join(",", key.scopes())),
                    sql.array(
                            "timestamptz",
                            column(key ->
                                    key.expiresAt() == null ? null : key.expiresAt().toString())));
        }
        if (!revoked.isEmpty()) {
            sql.update(REVOKE, ApiKeyStatus.REVOKED.name(), sql.array("text", revoked.toArray()));
        }
    }

    private Object texts(SqlBatch sql, Function<ApiKeyIssued, @Nullable String> part)
            throws SQLException {
        return sql.array("text", column(part));
    }

    private @Nullable Object[] column(Function<ApiKeyIssued, @Nullable String> part) {
        return added.stream().map(part).toArray();
    }
}
