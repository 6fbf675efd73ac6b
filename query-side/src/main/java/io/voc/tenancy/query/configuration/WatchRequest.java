package io.voc.tenancy.query.configuration;

import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.tenant.TenantGate;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Someone wants to be told of a tenant's configurations.
 *
 * @param afterVersion the newest one that is known already; null for none
 * @param endsAt when the caller's token ends
 * @param traceId the call's correlation id
 */
record WatchRequest(
        String tenantId, Actor actor, @Nullable Long afterVersion, Instant endsAt, String traceId) {

    WatchRequest {
        if (afterVersion != null && afterVersion < 0) {
            throw Rejection.invalid("afterVersion", "afterVersion is at least 0");
        }
    }

    TenantGate gate() {
        return TenantGate.toReadConfiguration(actor);
    }

    ConfigurationForm form() {
        return ConfigurationForm.ofMessages(actor);
    }
}
