package io.voc.tenancy.query;

import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.tenant.TenantGate;
import io.voc.tenancy.contracts.tenant.TenantStatus;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Asks the tenant's gate on the primary, so that every interface sees a status in the same instant.
 */
@Component
public final class Gatekeeper {

    private static final String STATUS =
            "SELECT status FROM command.tenant_gate WHERE tenant_id = :tenantId";

    private final JdbcClient jdbc;

    Gatekeeper(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Passes only if the tenant exists and its status lets through.
     *
     * @return the status
     * @throws Rejection {@code not-found}, or the gate's refusal
     */
    public TenantStatus letThrough(String tenantId, TenantGate gate) {
        if (!TypeId.TENANT.matches(tenantId)) {
            throw Rejection.notFound("tenant", tenantId);
        }
        var status =
                jdbc.sql(STATUS)
                        .param("tenantId", tenantId)
                        .query(String.class)
                        .optional()
                        .map(TenantStatus::valueOf)
                        .orElseThrow(() -> Rejection.notFound("tenant", tenantId));
        gate.check(tenantId, status);
        return status;
    }
}
