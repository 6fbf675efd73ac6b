package io.voc.tenancy.query.apikey;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import com.github.benmanes.caffeine.cache.Interner;

import io.voc.tenancy.contracts.apikey.ApiKeyEnvironment;
import io.voc.tenancy.contracts.apikey.ApiKeyStatus;
import io.voc.tenancy.contracts.apikey.RateLimit;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.kit.network.Cidr;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The register of key digests on the primary, which is true at once. */
@Component
class KeyRegister {

    /** One statement sees one instant: the log's head, and the keys as of there. */
    private static final String FIND =
            """
            SELECT head.position, found.*
            FROM event_store.head LEFT JOIN (
                SELECT key.digest, key.key_id, key.tenant_id, key.environment, key.scopes,
                       key.allowed_cidrs, least(key.expires_at, key.valid_until) AS ends_at,
                       key.rate_limit, key.status, gate.status AS tenant_status, gate.plan
                FROM command.api_key key JOIN command.tenant_gate gate USING (tenant_id)
                WHERE key.digest = ANY(:digests)) AS found ON true
            """;

    private static final String HAS =
            """
            SELECT EXISTS (SELECT FROM command.api_key WHERE key_id = :keyId AND tenant_id = :tenantId)
            """;

    private final JdbcClient jdbc;

    /** Many keys have the same, so that one will do. */
    private final Interner<SortedSet<String>> scopes = Interner.newWeakInterner();

    private final Interner<String> plans = Interner.newWeakInterner();

    KeyRegister(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What the register says.
     *
     * @param position the log's head when it was read
     */
    record Read(long position, Optional<RegisteredKey> key) {}

    /** What it says of each of them, all as of one position. */
    Map<SecretDigest, Read> find(Collection<SecretDigest> digests) {
        var found = new HashMap<String, RegisteredKey>();
        var hexes = digests.stream().map(SecretDigest::hex).toArray(String[]::new);
        var position =
                jdbc.sql(FIND)
                        .param("digests", hexes)
                        .query(rows -> {
                            return collect(rows, found);
                        });
        return digests.stream()
                .distinct()
                .collect(
                        toMap(
                                identity(),
                                it ->
                                        new Read(
                                                position,
                                                Optional.ofNullable(found.get(it.hex())))));
    }

    /** Whether the tenant has a key of this id, good or not. */
    boolean has(String tenantId, String keyId) {
        return jdbc.sql(HAS)
                .param("keyId", keyId)
                .param("tenantId", tenantId)
                .query(Boolean.class)
                .single();
    }

    private long collect(ResultSet rows, Map<String, RegisteredKey> found) throws SQLException {
        var position = -1L;
        while (rows.next()) {
            position = rows.getLong("position");
            var keyId = rows.getString("key_id");
            if (keyId != null) {
                found.put(rows.getString("digest"), key(keyId, rows));
            }
        }
        return position;
    }

    private RegisteredKey key(String keyId, ResultSet row) throws SQLException {
        var plan = row.getString("plan");
        return new RegisteredKey(
                keyId,
                row.getString("tenant_id"),
                ApiKeyEnvironment.valueOf(row.getString("environment")),
                scopes.intern(scopes(row)),
                cidrs(row),
                endsAt(row),
                rateLimit(row),
                ApiKeyStatus.valueOf(row.getString("status")),
                TenantStatus.valueOf(row.getString("tenant_status")),
                plan == null ? null : plans.intern(plan));
    }

    private static SortedSet<String> scopes(ResultSet row) throws SQLException {
        return Collections.unmodifiableSortedSet(
                new TreeSet<>(List.of((String[]) row.getArray("scopes").getArray())));
    }

    private static List<Cidr> cidrs(ResultSet row) throws SQLException {
        return Stream.of((String[]) row.getArray("allowed_cidrs").getArray())
                .map(range -> Cidr.parse(range).orElseThrow())
                .toList();
    }

    private static @Nullable RateLimit rateLimit(ResultSet row) throws SQLException {
        var limit = row.getString("rate_limit");
        return limit == null ? null : RateLimit.parse(limit);
    }

    private static @Nullable Instant endsAt(ResultSet row) throws SQLException {
        var endsAt = row.getObject("ends_at", OffsetDateTime.class);
        return endsAt == null ? null : endsAt.toInstant();
    }
}
