package io.voc.tenancy.query.audit;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.List;

/**
 * An event of the log, for people.
 *
 * @param tenantId whom it concerns; {@code platform} where that is no tenant
 * @param aggregateId what it happened to, such as a key
 * @param sequence its number among what happened to that, from 0
 * @param reason the one that was given
 * @param hash of the stored event, in lower-case hexadecimal
 */
record AuditEntry(
        long position,
        String tenantId,
        String type,
        String aggregateId,
        long sequence,
        Instant recordedAt,
        Actor actor,
        @Nullable String requestId,
        @Nullable String correlationId,
        @Nullable String causationId,
        @Nullable String reason,
        List<Change> changes,
        String hash) {

    /** Who caused it; from where is there for those who may know. */
    record Actor(
            @Nullable String subject,
            List<String> roles,
            @Nullable String sourceIp,
            @Nullable String userAgent) {}

    /**
     * What became of a value.
     *
     * @param path a JSON pointer into what the event is about
     * @param from absent where there was nothing
     * @param to absent where nothing is left
     */
    record Change(String path, @Nullable JsonNode from, @Nullable JsonNode to) {

        /** The same without the values. */
        Change outline() {
            return new Change(path, null, null);
        }
    }
}
