package io.voc.tenancy.query.tenant;

import io.voc.tenancy.contracts.tenant.TenantStatus;

import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;

import java.util.Collection;
import java.util.List;

/** Reads tenants' rows. */
interface TenantRows extends JpaRepository<TenantRow, String> {

    List<TenantRow> findByStatusInAndIdGreaterThanOrderById(
            Collection<TenantStatus> statuses, String id, Limit limit);
}
