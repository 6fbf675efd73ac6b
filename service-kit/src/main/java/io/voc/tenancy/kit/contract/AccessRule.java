package io.voc.tenancy.kit.contract;

import io.voc.tenancy.contracts.apikey.Scopes;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.KeyRights;
import io.voc.tenancy.contracts.identity.Role;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.Set;

/**
 * Whether an actor may do what an operation does, by the operation's roles and scopes and the
 * tenant that it addresses.
 */
public final class AccessRule {

    private AccessRule() {}

    /**
     * Passes only if the actor may; as {@link #refusal}.
     *
     * @throws Rejection the refusal
     */
    public static void check(
            Actor actor, Set<Role> roles, Set<String> scopes, @Nullable String tenantId) {
        refusal(actor, roles, scopes, tenantId)
                .ifPresent(refusal -> {
                    throw refusal;
                });
    }

    /**
     * Why the actor may not; empty when it may.
     *
     * @param roles the roles that the operation asks for, one of which is enough
     * @param scopes the scopes that it asks of an API key, all of which are needed; with none, it
     *     is not for keys
     * @param tenantId the tenant that the request addresses; null when it addresses none
     */
    public static Optional<Rejection> refusal(
            Actor actor, Set<Role> roles, Set<String> scopes, @Nullable String tenantId) {
        var isOwnTenant = tenantId != null && tenantId.equals(actor.tenantId());
        var key = actor.key();
        var passes =
                key == null
                        ? isGranted(actor, roles, tenantId == null || isOwnTenant)
                        : isOwnTenant && isGranted(key, scopes);
        if (passes) {
            return Optional.empty();
        }
        return Optional.of(
                tenantId == null || actor.maySee(tenantId)
                        ? new Rejection(RejectionCode.FORBIDDEN, notFor(key))
                        : Rejection.notFound("tenant", tenantId));
    }

    private static boolean isGranted(Actor actor, Set<Role> roles, boolean isForTenantRoles) {
        return actor.roles().stream()
                .filter(roles::contains)
                .anyMatch(role -> !role.isOfTenant() || isForTenantRoles);
    }

    private static boolean isGranted(KeyRights key, Set<String> scopes) {
        return !scopes.isEmpty() && Scopes.cover(key.scopes(), scopes);
    }

    private static String notFor(@Nullable KeyRights key) {
        return key == null
                ? "This is not for the caller's role"
                : "This is not within the API key's scopes";
    }
}
