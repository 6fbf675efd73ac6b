package io.voc.tenancy.query.plan;

import io.voc.tenancy.contracts.plan.GrantView;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

import java.time.Instant;

/** A grant's row, as Hibernate reads it; the projection writes it. */
@Entity
@Immutable
@Table(schema = "query", name = "tenant_grant")
@NullUnmarked // Hibernate fills the fields
class GrantRow {

    @Id private String id;

    private long position;
    private String tenantId;
    private String metric;
    private long amount;
    private int priority;
    private Instant expiresAt;
    private String reason;
    private Instant createdAt;

    String id() {
        return id;
    }

    /** In the log. */
    long position() {
        return position;
    }

    /** With so much left of it. */
    GrantView view(long remaining) {
        return new GrantView(
                id, tenantId, metric, amount, remaining, priority, expiresAt, reason, createdAt, 1);
    }
}
