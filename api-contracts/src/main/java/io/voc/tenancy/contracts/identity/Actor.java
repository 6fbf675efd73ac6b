package io.voc.tenancy.contracts.identity;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/**
 * Who sends a request: someone with roles, or an API key, which acts as its tenant within its
 * scopes.
 *
 * @param subject the token's subject, or the key's id
 * @param roles at least one; none for a key
 * @param tenantId the tenant that tenant roles are held for, or that has the key; null for the
 *     platform's own
 * @param key what the key may do; null for anyone with roles
 */
public record Actor(
        String subject, Set<Role> roles, @Nullable String tenantId, @Nullable KeyRights key) {

    /** The name under which a command carries its actor. */
    public static final String METADATA_KEY = "actor";

    private static final String API_KEY = "api-key";

    public Actor {
        roles = Set.copyOf(roles);
    }

    /** Someone with roles. */
    public Actor(String subject, Set<Role> roles, @Nullable String tenantId) {
        this(subject, roles, tenantId, null);
    }

    /** An API key of a tenant. */
    public static Actor ofKey(String keyId, String tenantId, KeyRights rights) {
        return new Actor(keyId, Set.of(), tenantId, rights);
    }

    /** What the actor is to the platform, as events tell it: its roles, or {@code api-key}. */
    public List<String> capacities() {
        return key == null ? roles.stream().map(Role::claim).sorted().toList() : List.of(API_KEY);
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
