package io.voc.tenancy.query.audit;

import io.voc.tenancy.contracts.apikey.Scopes;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.KeyRights;
import io.voc.tenancy.contracts.identity.Role;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/**
 * What a reader may know of an entry. Operators see all of it. A tenant's people see what changed,
 * but not from where the platform's people came; from where the tenant's own did, its admins see,
 * and everybody of himself. A key sees the values that its other scopes let it read anyway.
 */
final class AuditEntryMask {

    private static final Set<String> OF_TENANT =
            Set.of(Role.TENANT_ADMIN.claim(), Role.TENANT_VIEWER.claim(), "api-key");

    private final Actor reader;

    AuditEntryMask(Actor reader) {
        this.reader = reader;
    }

    AuditEntry.Actor masked(AuditEntry.Actor actor) {
        return maySeeOrigin(actor)
                ? actor
                : new AuditEntry.Actor(actor.subject(), actor.roles(), null, null);
    }

    private boolean maySeeOrigin(AuditEntry.Actor actor) {
        if (reader.isOperator()) {
            return true;
        }
        var isOfTenant = !actor.roles().isEmpty() && OF_TENANT.containsAll(actor.roles());
        return isOfTenant
                && (reader.roles().contains(Role.TENANT_ADMIN)
                        || reader.subject().equals(actor.subject()));
    }

    List<AuditEntry.Change> masked(String type, List<AuditEntry.Change> changes) {
        return maySeeValues(reader.key(), type)
                ? changes
                : changes.stream().map(AuditEntry.Change::outline).toList();
    }

    private static boolean maySeeValues(@Nullable KeyRights key, String type) {
        return key == null || Scopes.cover(key.scopes(), scopes(type));
    }

    /** What lets a key read the things that events of the type are about. */
    private static Set<String> scopes(String type) {
        return switch (type) {
            case "tenant.limits-replaced",
                    "tenant.grant-added",
                    "tenant.usage-threshold-reached",
                    "tenant.usage-corrected" ->
                    Set.of("usage:read");
            default ->
                    switch (type.substring(0, type.indexOf('.'))) {
                        case "tenant" -> Set.of("tenant:read");
                        case "configuration" -> Set.of("config:read");
                        case "api-key" -> Set.of("keys:read");
                        default -> Set.of("tenant:read", "config:read", "keys:read");
                    };
        };
    }
}
