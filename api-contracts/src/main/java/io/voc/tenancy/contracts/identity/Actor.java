package io.voc.tenancy.contracts.identity;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/**
 * Who sends a request.
 *
 * @param subject the token's subject
 * @param roles at least one
 * @param tenantId the tenant that tenant roles are held for; null for the platform's own
 */
public record Actor(String subject, Set<Role> roles, @Nullable String tenantId) {

    /** The name under which a command carries its actor. */
    public static final String METADATA_KEY = "actor";

    public Actor {
        roles = Set.copyOf(roles);
    }

    /** Whether the actor runs the platform. */
    public boolean isOperator() {
        return roles.stream().anyMatch(Role::isOfOperator);
    }

    /** Whether the actor is a service of the platform. */
    public boolean isService() {
        return roles.contains(Role.SERVICE);
    }

    /** Whether the actor may know that the tenant exists. */
    public boolean maySee(String id) {
        return isOperator() || isService() || id.equals(tenantId);
    }
}
