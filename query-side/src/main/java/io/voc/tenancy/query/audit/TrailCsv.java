package io.voc.tenancy.query.audit;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Entries as lines of CSV (RFC 4180), in which no spreadsheet finds a formula. */
final class TrailCsv {

    static final String HEAD =
            "position,recordedAt,tenantId,type,aggregateId,sequence,actorSubject,actorRoles,sourceIp,"
                    + "userAgent,requestId,correlationId,causationId,reason,changes,hash\r\n";

    /** What a spreadsheet may calculate; an apostrophe before it makes it text. */
    private static final Pattern FORMULA =
            Pattern.compile("^[=+\\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]");

    private static final Pattern QUOTED = Pattern.compile("[\",\r\n]");

    private final JsonMapper json;

    TrailCsv(JsonMapper json) {
        this.json = json;
    }

    String line(AuditEntry entry) {
        return Stream.of(
                                entry.position(),
                                entry.recordedAt(),
                                entry.tenantId(),
                                entry.type(),
                                entry.aggregateId(),
                                entry.sequence(),
                                text(entry.actor().subject()),
                                String.join(" ", entry.actor().roles()),
                                text(entry.actor().sourceIp()),
                                text(entry.actor().userAgent()),
                                text(entry.requestId()),
                                text(entry.correlationId()),
                                text(entry.causationId()),
                                text(entry.reason()),
                                json.writeValueAsString(entry.changes()),
                                entry.hash())
                        .map(value -> cell(value.toString()))
                        .collect(Collectors.joining(","))
                + "\r\n";
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }

    static String cell(String value) {
        var safe = FORMULA.matcher(value).find() ? '\'' + value : value;
        return QUOTED.matcher(safe).find() ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
