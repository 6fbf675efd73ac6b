package io.voc.tenancy.query.tenant;

import io.voc.tenancy.contracts.tenant.TenantStatus;

import org.springframework.data.domain.Limit;
import org.springframework.data.repository.Repository;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads tenants' rows. */
interface TenantRows extends Repository<TenantRow, String> {

    Optional<TenantRow> findById(String id);

    List<TenantRow> findByStatusInAndIdGreaterThanOrderById(
            Collection<TenantStatus> statuses, String id, Limit limit);
}
