package io.voc.tenancy.query.apikey;

import io.voc.tenancy.contracts.apikey.ApiKeyEnvironment;
import io.voc.tenancy.contracts.apikey.ApiKeyStatus;
import io.voc.tenancy.contracts.apikey.ApiKeyView;
import io.voc.tenancy.contracts.apikey.RateLimit;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.NullUnmarked;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** A key's row, as Hibernate reads it; the projection writes it. */
@Entity
@Immutable
@Table(schema = "query", name = "api_key")
@NullUnmarked // Hibernate fills the fields
class ApiKeyRow {

    @Id private String id;

    private String tenantId;
    private String name;
    private String prefix;
    private String last4;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> scopes;

    @Enumerated(EnumType.STRING)
    private ApiKeyEnvironment environment;

    @Enumerated(EnumType.STRING)
    private ApiKeyStatus status;

    private Instant expiresAt;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> allowedCidrs;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, String> metadata;

    private String rateLimit;
    private Instant previousSecretValidUntil;
    private Instant createdAt;
    private Instant revokedAt;
    private long version;

    String id() {
        return id;
    }

    /** The key without its last use, which is kept elsewhere. */
    ApiKeyView view() {
        return new ApiKeyView(
                id,
                tenantId,
                name,
                prefix,
                last4,
                new TreeSet<>(scopes),
                environment,
                status,
                expiresAt,
                List.copyOf(allowedCidrs),
                new TreeMap<>(metadata),
                rateLimit == null ? null : RateLimit.parse(rateLimit),
                previousSecretValidUntil,
                null,
                createdAt,
                revokedAt,
                version);
    }
}
