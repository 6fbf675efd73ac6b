package io.voc.tenancy.eventstore.evidence;

import io.voc.tenancy.eventstore.log.StoredEvent;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The lines of an export: a header, an event in each line, a trailer. Each has one form only, so
 * that a line which says the same in other bytes is a changed one.
 */
public final class ExportLines {

    static final String FORMAT = "tenancy.audit-export.v1";

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .build();
    private static final HexFormat HEX = HexFormat.of();

    private ExportLines() {}

    /** What stands before the events: which positions there are, and the hash before the first. */
    record Header(String format, long from, long to, String previousHash) {}

    /** What stands after the events. */
    record Trailer(long count, String lastHash) {}

    /** An event, with everything that its hash covers. */
    private record Line(
            long position,
            UUID eventId,
            String tenantId,
            String aggregateType,
            String aggregateId,
            long sequence,
            String type,
            int revision,
            String happenedAt,
            String recordedAt,
            String payload,
            String metadata,
            String hash) {}

    /** The first line. */
    public static String header(long from, long to, byte[] previousHash) {
        return JSON.writeValueAsString(new Header(FORMAT, from, to, HEX.formatHex(previousHash)));
    }

    /** The line of an event. */
    public static String event(StoredEvent event) {
        var base64 = Base64.getEncoder();
        return JSON.writeValueAsString(
                new Line(
                        event.position(),
                        event.eventId(),
                        event.tenantId(),
                        event.aggregateType(),
                        event.aggregateId(),
                        event.sequence(),
                        event.type(),
                        event.revision(),
                        text(event.happenedAt()),
                        text(event.recordedAt()),
                        base64.encodeToString(event.payload()),
                        base64.encodeToString(event.metadata()),
                        HEX.formatHex(event.hash())));
    }

    /** The last line. */
    public static String trailer(long count, byte[] lastHash) {
        return JSON.writeValueAsString(new Trailer(count, HEX.formatHex(lastHash)));
    }

    static @Nullable Header header(String line) {
        var header = read(line, Header.class);
        return header != null && FORMAT.equals(header.format()) ? header : null;
    }

    static @Nullable Trailer trailer(String line) {
        return read(line, Trailer.class);
    }

    /** Null when the line is none that an export would have. */
    static @Nullable StoredEvent event(String line) {
        var read = read(line, Line.class);
        if (read == null) {
            return null;
        }
        try {
            var base64 = Base64.getDecoder();
            var event =
                    new StoredEvent(
                            read.position(),
                            read.eventId(),
                            read.tenantId(),
                            read.aggregateType(),
                            read.aggregateId(),
                            read.sequence(),
                            read.type(),
                            read.revision(),
                            Instant.parse(read.happenedAt()),
                            Instant.parse(read.recordedAt()),
                            base64.decode(read.payload()),
                            base64.decode(read.metadata()),
                            HEX.parseHex(read.hash()));
            return event(event).equals(line) ? event : null;
        } catch (IllegalArgumentException | DateTimeException _) {
            return null;
        }
    }

    /** Null when it is not of this kind, or not in the form in which such a thing is written. */
    static <T> @Nullable T read(String line, Class<T> kind) {
        try {
            var read = JSON.readValue(line, kind);
            return read != null && JSON.writeValueAsString(read).equals(line) ? read : null;
        } catch (JacksonException _) {
            return null;
        }
    }

    private static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
