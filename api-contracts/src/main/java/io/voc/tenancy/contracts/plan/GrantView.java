package io.voc.tenancy.contracts.plan;

import io.voc.tenancy.contracts.command.Versioned;
import io.voc.tenancy.contracts.plan.GrantEvent.GrantAdded;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A grant as callers see it.
 *
 * @param remaining what is left of the amount
 * @param priority the lower is drawn on first
 * @param expiresAt when what is left is lost; null for never
 */
public record GrantView(
        String id,
        String tenantId,
        String metric,
        long amount,
        long remaining,
        int priority,
        @Nullable Instant expiresAt,
        @Nullable String reason,
        Instant createdAt,
        long version)
        implements Versioned {

    /** The grant as an event makes it, with nothing drawn from it. */
    public static GrantView after(GrantEvent event, Instant at) {
        return switch (event) {
            case GrantAdded added ->
                    new GrantView(
                            added.grantId(),
                            added.tenantId(),
                            added.metric(),
                            added.amount(),
                            added.amount(),
                            added.priority(),
                            added.expiresAt(),
                            added.reason(),
                            at,
                            1);
        };
    }
}
