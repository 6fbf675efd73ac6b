package io.voc.tenancy.contracts.plan;

import io.voc.tenancy.contracts.command.Command;
import io.voc.tenancy.contracts.identity.TypeId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** What can be asked of a grant. */
public sealed interface GrantCommand extends Command<GrantView> {

    /** The grant that is asked. */
    String grantId();

    @Override
    String tenantId();

    @Override
    default String target() {
        return grantId();
    }

    @Override
    default String thing() {
        return TypeId.GRANT.thing();
    }

    @Override
    default boolean canBeThere() {
        return TypeId.GRANT.matches(target());
    }

    /**
     * Gives a tenant so much of a counter beyond its periods' allowance, once.
     *
     * @param amount 1 or more
     * @param priority 0 to 100; the lower is drawn on first
     * @param expiresAt when what is left is lost; null for never
     * @param now by which that is in the future
     */
    record AddGrant(
            String grantId,
            String tenantId,
            String metric,
            long amount,
            int priority,
            @Nullable Instant expiresAt,
            @Nullable String reason,
            Instant now)
            implements GrantCommand {}
}
