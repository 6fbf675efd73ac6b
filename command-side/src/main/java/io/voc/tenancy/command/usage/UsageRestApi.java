package io.voc.tenancy.command.usage;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.voc.tenancy.command.usage.LedgerEntry.Consumption;
import io.voc.tenancy.contracts.rejection.QuotaState;
import io.voc.tenancy.contracts.usage.ConsumptionResult;
import io.voc.tenancy.contracts.usage.ConsumptionView;
import io.voc.tenancy.kit.problem.QuotaHeaders;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Consumption over REST. */
@RestController
@RequestMapping(path = "/api/v1", produces = APPLICATION_JSON_VALUE)
class UsageRestApi {

    private final Usage usage;
    private final Clock clock;

    UsageRestApi(Usage usage, Clock clock) {
        this.usage = usage;
        this.clock = clock;
    }

    record ConsumeRequest(String metric, long amount, String requestId) {}

    record ConsumeBatchRequest(List<UsageRecord> records) {}

    record UsageRecord(String tenantId, String metric, long amount, String requestId) {

        Consumption consumption() {
            return new Consumption(tenantId, metric, amount, requestId);
        }
    }

    record ConsumptionResults(List<ConsumptionResult> results) {}

    @PostMapping(path = "/tenants/{tenantId}/usage", consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<ConsumptionView> consume(
            @PathVariable String tenantId, @RequestBody ConsumeRequest request) {
        var consumed =
                usage.consume(
                        new Consumption(
                                tenantId, request.metric(), request.amount(), request.requestId()));
        return ResponseEntity.ok().headers(headers -> addQuota(consumed, headers)).body(consumed);
    }

    @PostMapping(path = "/usage/batch", consumes = APPLICATION_JSON_VALUE)
    ConsumptionResults consume(@RequestBody ConsumeBatchRequest request) {
        return new ConsumptionResults(
                usage.consume(request.records().stream().map(UsageRecord::consumption).toList()));
    }

    private void addQuota(ConsumptionView consumed, HttpHeaders headers) {
        if (consumed.limit() != null
                && consumed.remaining() != null
                && consumed.resetsAt() != null) {
            var left = Duration.between(clock.instant(), consumed.resetsAt());
            QuotaHeaders.add(
                    new QuotaState(
                            consumed.limit(),
                            consumed.remaining(),
                            Math.max(0, left.plusMillis(999).toSeconds())),
                    headers::set);
        }
    }
}
