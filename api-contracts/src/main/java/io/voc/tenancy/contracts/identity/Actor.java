package io.voc.tenancy.contracts.identity;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Who sends a request: someone with roles, or an API key, which acts as its tenant within its
 * scopes.
 *
 * @param subject the token's subject, or the key's id
 * @param roles at least one; none for a key and for this system itself
 * @param tenantId the tenant that tenant roles are held for, or that has the key; null for the
 *     platform's own
 * @param key what the key may do; null for anyone with roles
 * @param issuer who vouches for the subject; null where there is only one who could
 */
public record Actor(
        String subject,
        Set<Role> roles,
        @Nullable String tenantId,
        @Nullable KeyRights key,
        @Nullable String issuer) {

    /** The name under which a command carries its actor. */
    public static final String METADATA_KEY = "actor";

    private static final String API_KEY = "api-key";
    private static final String SYSTEM = "system";

    /** Vouches for no one else: whom a token describes has a role or is a key. */
    private static final String ITSELF = "urn:voc:tenancy:system";

    public Actor {
        roles = Set.copyOf(roles);
    }

    /** Someone with roles. */
    public Actor(String subject, Set<Role> roles, @Nullable String tenantId) {
        this(subject, roles, tenantId, null, null);
    }

    /** An API key of a tenant. */
    public static Actor ofKey(String keyId, String tenantId, KeyRights rights) {
        return new Actor(keyId, Set.of(), tenantId, rights, null);
    }

    /** Names the actor among all who send requests. */
    public String identity() {
        return key == null ? Objects.requireNonNullElse(issuer, "") + ' ' + subject : subject;
    }

    /** This system itself, doing what nobody has to ask for. */
    public static Actor ofSystem(String task) {
        return new Actor(SYSTEM + ':' + task, Set.of(), null, null, ITSELF);
    }

    /**
     * What the actor is to the platform, as events tell it: its roles, {@code api-key} or {@code
     * system}.
     */
    public List<String> capacities() {
        if (key != null) {
            return List.of(API_KEY);
        }
        return isSystem() ? List.of(SYSTEM) : roles.stream().map(Role::claim).sorted().toList();
    }

    /** Whether the actor is this system itself. */
    public boolean isSystem() {
        return key == null && roles.isEmpty() && ITSELF.equals(issuer);
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
