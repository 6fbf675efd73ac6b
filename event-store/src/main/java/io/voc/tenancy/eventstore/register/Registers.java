package io.voc.tenancy.eventstore.register;

import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyIssued;
import io.voc.tenancy.contracts.apikey.ApiKeyStatus;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.contracts.tenant.TenantGate;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.eventstore.Timestamps;
import io.voc.tenancy.eventstore.register.Condition.TenantLetsThrough;
import io.voc.tenancy.eventstore.register.RegisterChange.AddApiKey;
import io.voc.tenancy.eventstore.register.RegisterChange.ClaimSlug;
import io.voc.tenancy.eventstore.register.RegisterChange.RevokeApiKey;
import io.voc.tenancy.eventstore.register.RegisterChange.SetTenantStatus;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.List;

/**
 * Judges conditions on the registers and changes them, in the transaction that appends the events.
 */
public final class Registers {

    private static final String CLAIM_SLUG =
            """
            INSERT INTO command.slug (slug, tenant_id) VALUES (:slug, :tenantId) ON CONFLICT DO NOTHING
            """;
    private static final String SET_STATUS =
            """
            INSERT INTO command.tenant_gate (tenant_id, status) VALUES (:tenantId, :status)
            ON CONFLICT (tenant_id) DO UPDATE SET status = excluded.status
            """;
    private static final String LOCK_STATUS =
            """
            SELECT status FROM command.tenant_gate WHERE tenant_id = :tenantId FOR SHARE
            """;
    private static final String ADD_KEY =
            """
            INSERT INTO command.api_key (digest, key_id, tenant_id, environment, scopes, expires_at, status)
            VALUES (:digest, :keyId, :tenantId, :environment, :scopes, :expiresAt, :status)
            """;
    private static final String REVOKE_KEY =
            """
            UPDATE command.api_key SET status = :status WHERE key_id = :keyId
            """;

    private final JdbcClient jdbc;

    public Registers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Judges every condition in the current transaction, and holds what was judged until its end.
     *
     * @throws Rejection the first one that does not hold
     */
    public void judge(List<Condition> conditions) {
        for (var condition : conditions) {
            switch (condition) {
                case TenantLetsThrough(String tenantId, TenantGate gate) ->
                        letThrough(tenantId, gate);
            }
        }
    }

    /**
     * Applies what an event changes.
     *
     * @throws Rejection {@code slug-taken}
     */
    public void apply(Object event) {
        for (var change : RegisterChange.of(event)) {
            switch (change) {
                case ClaimSlug(String slug, String tenantId) -> claim(slug, tenantId);
                case SetTenantStatus(String tenantId, TenantStatus status) ->
                        jdbc.sql(SET_STATUS)
                                .param("tenantId", tenantId)
                                .param("status", status.name())
                                .update();
                case AddApiKey(ApiKeyIssued key) -> add(key);
                case RevokeApiKey(String keyId) ->
                        jdbc.sql(REVOKE_KEY)
                                .param("keyId", keyId)
                                .param("status", ApiKeyStatus.REVOKED.name())
                                .update();
            }
        }
    }

    private void letThrough(String tenantId, TenantGate gate) {
        var status =
                jdbc.sql(LOCK_STATUS)
                        .param("tenantId", tenantId)
                        .query(String.class)
                        .optional()
                        .map(TenantStatus::valueOf)
                        .orElseThrow(() -> Rejection.notFound("tenant", tenantId));
        gate.check(tenantId, status);
    }

    private void claim(String slug, String tenantId) {
        int claimed = jdbc.sql(CLAIM_SLUG).param("slug", slug).param("tenantId", tenantId).update();
        if (claimed == 0) {
            throw new Rejection(
                    RejectionCode.SLUG_TAKEN, "The slug " + slug + " belongs to another tenant");
        }
    }

    private void add(ApiKeyIssued key) {
        jdbc.sql(ADD_KEY)
                .param("digest", key.digest())
                .param("keyId", key.keyId())
                .param("tenantId", key.tenantId())
                .param("environment", key.environment())
                .param("scopes", key.scopes().toArray(String[]::new))
                .param("expiresAt", Timestamps.utc(key.expiresAt()))
                .param("status", ApiKeyStatus.ACTIVE.name())
                .update();
    }
}
