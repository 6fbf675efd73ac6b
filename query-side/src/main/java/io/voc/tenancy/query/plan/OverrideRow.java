package io.voc.tenancy.query.plan;

import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.contracts.plan.OverridesView;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.NullUnmarked;

import java.util.List;

/** The row of a tenant's overrides, as Hibernate reads it; the projection writes it. */
@Entity
@Immutable
@Table(schema = "query", name = "limit_override")
@NullUnmarked // Hibernate fills the fields
class OverrideRow {

    @Id private String tenantId;

    private long version;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<Limit> limits;

    OverridesView view() {
        return new OverridesView(tenantId, version, limits);
    }
}
