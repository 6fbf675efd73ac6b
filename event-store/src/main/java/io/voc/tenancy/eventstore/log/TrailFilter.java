package io.voc.tenancy.eventstore.log;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/**
 * Which events of the log are asked for; null asks for any.
 *
 * @param actor the subject of whoever caused them
 * @param types by their stored names; empty for all
 * @param after the position before the first that may be among them
 * @param upTo the position of the last that may be among them
 */
public record TrailFilter(
        @Nullable String tenantId,
        @Nullable String actor,
        @Nullable String correlationId,
        Set<String> types,
        long after,
        long upTo) {

    public TrailFilter {
        types = Set.copyOf(types);
    }
}
