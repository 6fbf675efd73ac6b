package io.voc.tenancy.contracts.apikey;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What may change of a key.
 *
 * @param expiresAt when the key ends; null if it does not
 * @param allowedCidrs from where it may be used; empty for everywhere
 * @param rateLimit how often it may be used; null for as often as its tenant may
 */
public record ApiKeySettings(
        String name,
        SortedSet<String> scopes,
        @Nullable Instant expiresAt,
        List<String> allowedCidrs,
        SortedMap<String, String> metadata,
        @Nullable RateLimit rateLimit) {

    public ApiKeySettings {
        scopes = Collections.unmodifiableSortedSet(new TreeSet<>(scopes));
        allowedCidrs = List.copyOf(allowedCidrs);
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    }

    /** As events tell them, where what was not there when they were written is null. */
    public static ApiKeySettings of(
            String name,
            Collection<String> scopes,
            @Nullable Instant expiresAt,
            @Nullable List<String> allowedCidrs,
            @Nullable Map<String, String> metadata,
            @Nullable RateLimit rateLimit) {
        return new ApiKeySettings(
                name,
                new TreeSet<>(scopes),
                expiresAt,
                allowedCidrs == null ? List.of() : allowedCidrs,
                metadata == null ? new TreeMap<>() : new TreeMap<>(metadata),
                rateLimit);
    }
}
