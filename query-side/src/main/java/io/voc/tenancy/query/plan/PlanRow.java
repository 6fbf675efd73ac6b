package io.voc.tenancy.query.plan;

import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.contracts.plan.PlanView;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.NullUnmarked;

import java.time.Instant;
import java.util.List;

/** A plan's row, as Hibernate reads it; the projection writes it. */
@Entity
@Immutable
@Table(schema = "query", name = "plan")
@NullUnmarked // Hibernate fills the fields
class PlanRow {

    @Id private String name;

    private String description;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<Limit> limits;

    private long version;
    private Instant createdAt;
    private Instant updatedAt;
    private Instant deletedAt;

    String name() {
        return name;
    }

    PlanView view() {
        return new PlanView(name, description, limits, version, createdAt, updatedAt, deletedAt);
    }
}
