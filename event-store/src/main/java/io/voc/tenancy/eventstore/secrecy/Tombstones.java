package io.voc.tenancy.eventstore.secrecy;

import io.voc.tenancy.contracts.configuration.TenantConfiguration;

import java.util.Map;

/** What is read in place of a sensitive value whose key is destroyed. */
public final class Tombstones {

    /** In place of text. */
    public static final String TEXT = "[erased]";

    private static final Map<Class<?>, Object> BY_TYPE =
            Map.of(
                    String.class,
                    TEXT,
                    Map.class,
                    Map.of(),
                    TenantConfiguration.class,
                    TenantConfiguration.EMPTY);

    private Tombstones() {}

    /**
     * In place of a value of the type.
     *
     * @throws IllegalArgumentException when values of the type can't be sensitive
     */
    public static Object of(Class<?> type) {
        var tombstone = BY_TYPE.get(type);
        if (tombstone == null) {
            throw new IllegalArgumentException("there is no tombstone for a " + type.getName());
        }
        return tombstone;
    }
}
