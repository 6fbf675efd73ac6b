package io.voc.tenancy.query.apikey;

import io.voc.tenancy.contracts.apikey.ApiKeyEnvironment;
import io.voc.tenancy.contracts.apikey.ApiKeyStatus;
import io.voc.tenancy.contracts.tenant.TenantStatus;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The register of key digests on the primary, which is true at once. */
@Component
class KeyRegister {

    private static final String FIND =
            """
            SELECT key.key_id, key.tenant_id, key.environment, key.scopes, key.expires_at, key.status,
                   gate.status AS tenant_status
            FROM command.api_key key JOIN command.tenant_gate gate USING (tenant_id)
            WHERE key.digest = :digest
            """;

    private static final String HAS =
            """
            SELECT EXISTS (SELECT FROM command.api_key WHERE key_id = :keyId AND tenant_id = :tenantId)
            """;

    private final JdbcClient jdbc;

    KeyRegister(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A key and its tenant's status, at one instant. */
    record Entry(
            String keyId,
            String tenantId,
            ApiKeyEnvironment environment,
            SortedSet<String> scopes,
            @Nullable Instant expiresAt,
            ApiKeyStatus status,
            TenantStatus tenantStatus) {}

    Optional<Entry> find(String digest) {
        return jdbc.sql(FIND).param("digest", digest).query((row, _) -> entry(row)).optional();
    }

    /** Whether the tenant has a key of this id, good or not. */
    boolean has(String tenantId, String keyId) {
        return jdbc.sql(HAS)
                .param("keyId", keyId)
                .param("tenantId", tenantId)
                .query(Boolean.class)
                .single();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        var expiresAt = row.getObject("expires_at", OffsetDateTime.class);
        return new Entry(
                row.getString("key_id"),
                row.getString("tenant_id"),
                ApiKeyEnvironment.valueOf(row.getString("environment")),
                new TreeSet<>(List.of((String[]) row.getArray("scopes").getArray())),
                expiresAt == null ? null : expiresAt.toInstant(),
                ApiKeyStatus.valueOf(row.getString("status")),
                TenantStatus.valueOf(row.getString("tenant_status")));
    }
}
