package io.voc.tenancy.query.tenant;

import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.repository.Repository;

import java.util.Optional;

/** Reads tenants' rows. */
interface TenantRows extends Repository<TenantRow, String>, JpaSpecificationExecutor<TenantRow> {

    Optional<TenantRow> findById(String id);
}
