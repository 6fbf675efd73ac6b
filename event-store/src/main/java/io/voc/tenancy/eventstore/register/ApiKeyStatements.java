package io.voc.tenancy.eventstore.register;

import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyChanged;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyIssued;
import io.voc.tenancy.contracts.apikey.ApiKeyStatus;
import io.voc.tenancy.contracts.apikey.RateLimit;
import io.voc.tenancy.eventstore.register.RegisterChange.ReplaceSecret;
import io.voc.tenancy.eventstore.sql.SqlBatch;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Writes changes of different keys, a statement for each kind. Scopes and ranges come as one text
 * each, as SQL has no arrays of arrays that differ in length; none holds a comma.
 */
final class ApiKeyStatements {

    private static final String ADD =
            """
            INSERT INTO command.api_key (digest, key_id, tenant_id, environment, scopes, expires_at, status, allowed_cidrs,
                                         rate_limit)
            SELECT digest, key_id, tenant_id, environment, string_to_array(scopes, ','), expires_at, ?,
                   string_to_array(cidrs, ','), rate_limit
            FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::text[])
                AS added (digest, key_id, tenant_id, environment, scopes, expires_at, cidrs, rate_limit)
            """;

    private static final String CHANGE =
            """
            UPDATE command.api_key AS key
            SET scopes = string_to_array(changed.scopes, ','), expires_at = changed.expires_at,
                allowed_cidrs = string_to_array(changed.cidrs, ','), rate_limit = changed.rate_limit
            FROM unnest(?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::text[])
                AS changed (key_id, scopes, expires_at, cidrs, rate_limit)
            WHERE key.key_id = changed.key_id
            """;

    private static final String FORGET_OLDER =
            "DELETE FROM command.api_key WHERE key_id = ANY (?) AND valid_until IS NOT NULL";

    private static final String END_PRESENT =
            """
            UPDATE command.api_key AS key SET valid_until = rotated.valid_until
            FROM unnest(?::text[], ?::timestamptz[]) AS rotated (key_id, valid_until)
            WHERE key.key_id = rotated.key_id
            """;

    private static final String ADD_SECRET =
            """
            INSERT INTO command.api_key (digest, key_id, tenant_id, environment, scopes, expires_at, status, allowed_cidrs,
                                         rate_limit)
            SELECT rotated.digest, key_id, tenant_id, environment, scopes, expires_at, status, allowed_cidrs, rate_limit
            FROM unnest(?::text[], ?::text[]) AS rotated (key_id, digest) JOIN command.api_key USING (key_id)
            """;

    private static final String REVOKE =
            "UPDATE command.api_key SET status = ? WHERE key_id = ANY (?)";

    private final List<ApiKeyIssued> added = new ArrayList<>();
    private final List<ApiKeyChanged> changed = new ArrayList<>();
    private final List<ReplaceSecret> rotated = new ArrayList<>();
    private final List<String> revoked = new ArrayList<>();

    void add(ApiKeyIssued key) {
        added.add(key);
    }

    void change(ApiKeyChanged key) {
        changed.add(key);
    }

    void rotate(ReplaceSecret key) {
        rotated.add(key);
    }

    void revoke(String keyId) {
        revoked.add(keyId);
    }

    void write(SqlBatch sql) throws SQLException {
        if (!added.isEmpty()) {
            writeAdded(sql);
        }
        if (!changed.isEmpty()) {
            sql.update(
                    CHANGE,
                    texts(sql, changed, ApiKeyChanged::keyId),
                    texts(sql, changed, key -> String.join(",", key.scopes())),
                    times(sql, changed, ApiKeyChanged::expiresAt),
                    texts(sql, changed, key -> String.join(",", key.allowedCidrs())),
                    texts(sql, changed, key -> text(key.rateLimit())));
        }
        if (!rotated.isEmpty()) {
            writeRotated(sql);
        }
        if (!revoked.isEmpty()) {
            sql.update(REVOKE, ApiKeyStatus.REVOKED.name(), sql.array("text", revoked.toArray()));
        }
    }

    private void writeAdded(SqlBatch sql) throws SQLException {
        sql.update(
                ADD,
                ApiKeyStatus.ACTIVE.name(),
                texts(sql, added, ApiKeyIssued::digest),
                texts(sql, added, ApiKeyIssued::keyId),
                texts(sql, added, ApiKeyIssued::tenantId),
                texts(sql, added, ApiKeyIssued::environment),
                texts(sql, added, key -> String.join(",", key.scopes())),
                times(sql, added, ApiKeyIssued::expiresAt),
                texts(sql, added, key -> String.join(",", cidrs(key))),
                texts(sql, added, key -> text(key.rateLimit())));
    }

    private void writeRotated(SqlBatch sql) throws SQLException {
        var keyIds = texts(sql, rotated, ReplaceSecret::keyId);
        sql.update(FORGET_OLDER, keyIds);
        sql.update(END_PRESENT, keyIds, times(sql, rotated, ReplaceSecret::endOfPrevious));
        sql.update(ADD_SECRET, keyIds, texts(sql, rotated, replaced -> replaced.key().digest()));
    }

    private static List<String> cidrs(ApiKeyIssued key) {
        return Objects.requireNonNullElse(key.allowedCidrs(), List.of());
    }

    private static @Nullable String text(@Nullable RateLimit limit) {
        return limit == null ? null : limit.toString();
    }

    private static <E> Object texts(SqlBatch sql, List<E> keys, Function<E, @Nullable String> part)
            throws SQLException {
        return sql.array("text", keys.stream().map(part).toArray());
    }

    private static <E> Object times(SqlBatch sql, List<E> keys, Function<E, @Nullable Instant> part)
            throws SQLException {
        return sql.array(
                "timestamptz",
                keys.stream()
                        .map(part)
                        .map(time -> time == null ? null : time.toString())
                        .toArray());
    }
}
