package io.voc.tenancy.contracts.plan;

import io.voc.tenancy.contracts.command.Versioned;
import io.voc.tenancy.contracts.plan.PlanEvent.PlanCreated;
import io.voc.tenancy.contracts.plan.PlanEvent.PlanDeleted;
import io.voc.tenancy.contracts.plan.PlanEvent.PlanReplaced;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A plan as callers see it.
 *
 * @param version counts its changes, from 1, also over a deletion
 * @param deletedAt when it was deleted; null while it is there
 */
public record PlanView(
        String name,
        @Nullable String description,
        List<Limit> limits,
        long version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant deletedAt)
        implements Versioned {

    /** The plan after one more event. */
    public static PlanView after(@Nullable PlanView before, PlanEvent event, Instant at) {
        var version = before == null ? 1 : before.version() + 1;
        return switch (event) {
            case PlanCreated created ->
                    new PlanView(
                            created.name(),
                            created.description(),
                            created.limits(),
                            version,
                            at,
                            at,
                            null);
            case PlanReplaced replaced ->
                    new PlanView(
                            replaced.name(),
                            replaced.description(),
                            replaced.limits(),
                            version,
                            existing(before).createdAt(),
                            at,
                            null);
            case PlanDeleted deleted ->
                    new PlanView(
                            deleted.name(),
                            existing(before).description(),
                            existing(before).limits(),
                            version,
                            existing(before).createdAt(),
                            at,
                            at);
        };
    }

    /** Whether the plan says nothing else. */
    public boolean says(@Nullable String sameDescription, List<Limit> sameLimits) {
        return Objects.equals(description, sameDescription) && limits.equals(sameLimits);
    }

    private static PlanView existing(@Nullable PlanView before) {
        return Objects.requireNonNull(before, "a plan's history begins with its creation");
    }
}
