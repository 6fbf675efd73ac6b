package io.voc.tenancy.query.plan;

import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.util.Optional;

/** Reads the rows of tenants' overrides. */
interface OverrideRows extends Repository<OverrideRow, String> {

    Optional<OverrideRow> findById(String tenantId);

    /** The name of the plan that the view of tenants says that a tenant has. */
    @Query(value = "SELECT plan FROM query.tenant WHERE id = :tenantId", nativeQuery = true)
    Optional<String> findPlanOf(String tenantId);
}
