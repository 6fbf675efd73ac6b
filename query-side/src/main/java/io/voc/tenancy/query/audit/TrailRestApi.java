package io.voc.tenancy.query.audit;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.APPLICATION_NDJSON_VALUE;

import io.voc.tenancy.kit.identity.Actors;
import io.voc.tenancy.query.Page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;
import java.util.Collections;

/** Reads of the audit trail over REST, as pages or as a stream. */
@RestController
@RequestMapping(
        path = "/api/v1",
        produces = {APPLICATION_JSON_VALUE, APPLICATION_NDJSON_VALUE, "text/csv"})
class TrailRestApi {

    private final TrailQueries trail;
    private final TrailExports exports;

    TrailRestApi(TrailQueries trail, TrailExports exports) {
        this.trail = trail;
        this.exports = exports;
    }

    @GetMapping("/tenants/{tenantId}/events")
    @Nullable ResponseEntity<Page<AuditEntry>> ofTenant(
            @PathVariable String tenantId,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String correlationId,
            @RequestParam(defaultValue = "50") int pageSize,
            @RequestParam(required = false) @Nullable String pageToken,
            HttpServletRequest request,
            HttpServletResponse response)
            throws HttpMediaTypeNotAcceptableException {
        trail.letThrough(tenantId, Actors.current());
        var question = new TrailQuestion(tenantId, actor, type, from, to, correlationId);
        return answer(question, pageSize, pageToken, request, response);
    }

    @GetMapping("/events")
    @Nullable ResponseEntity<Page<AuditEntry>> ofAll(
            @RequestParam(required = false) @Nullable String tenantId,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String correlationId,
            @RequestParam(defaultValue = "50") int pageSize,
            @RequestParam(required = false) @Nullable String pageToken,
            HttpServletRequest request,
            HttpServletResponse response)
            throws HttpMediaTypeNotAcceptableException {
        trail.letThrough(null, Actors.current());
        var question = new TrailQuestion(tenantId, actor, type, from, to, correlationId);
        return answer(question, pageSize, pageToken, request, response);
    }

    /** Null when it has been sent. */
    private @Nullable ResponseEntity<Page<AuditEntry>> answer(
            TrailQuestion question,
            int pageSize,
            @Nullable String pageToken,
            HttpServletRequest request,
            HttpServletResponse response)
            throws HttpMediaTypeNotAcceptableException {
        var reader = Actors.current();
        var format = format(request);
        if (format == TrailFormat.PAGE) {
            return ResponseEntity.ok()
                    .contentType(format.mediaType())
                    .body(trail.page(question, pageSize, pageToken, reader));
        }
        exports.send(
                () -> trail.all(question, reader),
                format,
                response,
                !request.getMethod().equals("HEAD"));
        return null;
    }

    private static TrailFormat format(HttpServletRequest request)
            throws HttpMediaTypeNotAcceptableException {
        return TrailFormat.of(
                MediaType.parseMediaTypes(
                        Collections.list(request.getHeaders(HttpHeaders.ACCEPT))));
    }
}
