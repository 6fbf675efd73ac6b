package io.voc.tenancy.query.plan;

import org.springframework.data.domain.Limit;
import org.springframework.data.repository.Repository;

import java.util.List;

/** Reads grants' rows. */
interface GrantRows extends Repository<GrantRow, String> {

    List<GrantRow> findByTenantIdAndPositionLessThanOrderByPositionDesc(
            String tenantId, long position, Limit limit);

    List<GrantRow> findByTenantIdAndMetricAndPositionLessThanOrderByPositionDesc(
            String tenantId, String metric, long position, Limit limit);
}
