package io.voc.tenancy.eventstore.secrecy;

import static java.util.stream.Collectors.toMap;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tenants' wrapped keys as the primary has them. */
@FunctionalInterface
public interface WrappedKeys {

    /** A tenant's wrapped key; empty when it is destroyed or was never there. */
    Optional<byte[]> find(String tenantId);

    /** Stores the key unless the tenant has or had one. */
    default void add(WrappedKey key) {
        throw new UnsupportedOperationException("these keys are only read");
    }

    /** The wrapped keys of those of the tenants who have one. */
    default Map<String, byte[]> find(Set<String> tenantIds) {
        return tenantIds.stream()
                .flatMap(id -> find(id).map(wrapped -> Map.entry(id, wrapped)).stream())
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
