package io.voc.tenancy.kit.contract;

import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.Role;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.Set;

/**
 * Whether an actor may do what an operation does, by the operation's roles and the tenant that it
 * addresses.
 */
public final class AccessRule {

    private AccessRule() {}

    /**
     * Passes only if the actor may; as {@link #refusal}.
     *
     * @throws Rejection the refusal
     */
    public static void check(Actor actor, Set<Role> roles, @Nullable String tenantId) {
        refusal(actor, roles, tenantId)
                .ifPresent(refusal -> {
                    throw refusal;
                });
    }

    /**
     * Why the actor may not; empty when it may.
     *
     * @param roles the roles that the operation asks for, one of which is enough
     * @param tenantId the tenant that the request addresses; null when it addresses none
     */
    public static Optional<Rejection> refusal(
            Actor actor, Set<Role> roles, @Nullable String tenantId) {
        var granted = actor.roles().stream().filter(roles::contains).toList();
        var isOwnTenant = tenantId != null && tenantId.equals(actor.tenantId());
        if (granted.stream().anyMatch(role -> !role.isOfTenant() || isOwnTenant)) {
            return Optional.empty();
        }
        return Optional.of(
                tenantId == null || actor.maySee(tenantId)
                        ? new Rejection(
                                RejectionCode.FORBIDDEN, "This is not for the caller's role")
                        : Rejection.notFound("tenant", tenantId));
    }
}
