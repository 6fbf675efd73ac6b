package io.voc.tenancy.query.tenant;

import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.contracts.tenant.TenantView;

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
import java.util.Map;

/** A tenant's row, as Hibernate reads it; the projection writes it. */
@Entity
@Immutable
@Table(schema = "query", name = "tenant")
@NullUnmarked // Hibernate fills the fields
class TenantRow {

    @Id private String id;

    private String slug;
    private String name;
    private String contactEmail;
    private String region;
    private String plan;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, String> metadata;

    @Enumerated(EnumType.STRING)
    private TenantStatus status;

    private String statusReason;
    private long version;
    private Instant createdAt;
    private Instant updatedAt;
    private Instant deletedAt;
    private Instant purgeAfter;

    private long position;
    private String nameOrder;

    @SuppressWarnings("UnusedVariable") // by queries only
    private String searchText;

    /** Of the registration in the log. */
    long position() {
        return position;
    }

    /** By which tenants sort by name. */
    String nameOrder() {
        return nameOrder;
    }

    TenantView view() {
        return new TenantView(
                id,
                slug,
                name,
                contactEmail,
                region,
                plan,
                metadata,
                status,
                statusReason,
                version,
                createdAt,
                updatedAt,
                deletedAt,
                purgeAfter);
    }
}
