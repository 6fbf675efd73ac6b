package io.voc.tenancy.command.usage;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.voc.tenancy.command.Ids;
import io.voc.tenancy.command.usage.LedgerEntry.Correction;
import io.voc.tenancy.command.write.Writes;
import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.usage.UsageCorrectionCommand.CorrectUsage;
import io.voc.tenancy.contracts.usage.UsageCorrectionView;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/** Corrections of usage over REST. */
@RestController
@RequestMapping(path = "/api/v1/tenants/{tenantId}/usage", produces = APPLICATION_JSON_VALUE)
class UsageCorrectionRestApi {

    private final Writes writes;
    private final Corrections corrections;
    private final Ids ids;
    private final Clock clock;
    private final JsonMapper json;

    UsageCorrectionRestApi(
            Writes writes, Corrections corrections, Ids ids, Clock clock, JsonMapper json) {
        this.writes = writes;
        this.corrections = corrections;
        this.ids = ids;
        this.clock = clock;
        this.json = json;
    }

    record CorrectUsageRequest(
            String metric, long amount, @Nullable Instant occurredAt, String reason) {}

    /** What was recorded before, under the same key, is asked of the ledger again, too. */
    @PostMapping(path = "/corrections", consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> correct(
            @PathVariable String tenantId, @RequestBody CorrectUsageRequest request) {
        var answer =
                writes.send(
                        () -> command(tenantId, request),
                        correction ->
                                ResponseEntity.created(
                                                URI.create(
                                                        "/api/v1/tenants/" + tenantId + "/usage"))
                                        .body(correction));
        if (answer.getStatusCode().is2xxSuccessful()) {
            corrections.countSoon(entry(answer));
        }
        return answer;
    }

    /** Times are kept to the millisecond, wherever they are kept. */
    private CorrectUsage command(String tenantId, CorrectUsageRequest request) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var occurredAt = Objects.requireNonNullElse(request.occurredAt(), now);
        return new CorrectUsage(
                ids.next(TypeId.USAGE_CORRECTION),
                tenantId,
                request.metric(),
                request.amount(),
                occurredAt.truncatedTo(ChronoUnit.MILLIS),
                request.reason(),
                now);
    }

    private Correction entry(ResponseEntity<byte[]> answer) {
        var recorded =
                json.readValue(Objects.requireNonNull(answer.getBody()), UsageCorrectionView.class);
        return new Correction(
                recorded.id(),
                recorded.tenantId(),
                recorded.metric(),
                recorded.amount(),
                recorded.occurredAt());
    }
}
