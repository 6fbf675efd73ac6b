package io.voc.tenancy.command.plan;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.voc.tenancy.command.Ids;
import io.voc.tenancy.command.write.Writes;
import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.plan.GrantCommand.AddGrant;
import io.voc.tenancy.contracts.plan.TenantLimitsCommand.ReplaceTenantLimits;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.eventstore.register.TenantLimitReader;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/** What one tenant may have beside its plan, changed over REST. */
@RestController
@RequestMapping(path = "/api/v1/tenants/{tenantId}", produces = APPLICATION_JSON_VALUE)
class TenantLimitRestApi {

    private static final int DEFAULT_PRIORITY = 50;

    private final Writes writes;
    private final TenantLimitReader limits;
    private final Ids ids;
    private final Clock clock;

    TenantLimitRestApi(Writes writes, TenantLimitReader limits, Ids ids, Clock clock) {
        this.writes = writes;
        this.limits = limits;
        this.ids = ids;
        this.clock = clock;
    }

    record ReplaceTenantLimitsRequest(List<LimitBody> limits) {}

    record AddGrantRequest(
            String metric,
            long amount,
            @Nullable Instant expiresAt,
            @Nullable Integer priority,
            @Nullable String reason) {

        /** Times are kept to the millisecond, wherever they are kept. */
        AddGrantRequest {
            expiresAt = expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MILLIS);
        }
    }

    /** A tenant that never was has no version that could be asked for. */
    @PutMapping(path = "/limits", consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> replace(
            @PathVariable String tenantId, @RequestBody ReplaceTenantLimitsRequest request) {
        if (!limits.knows(tenantId)) {
            throw Rejection.notFound(TypeId.TENANT.thing(), tenantId);
        }
        return writes.sendAndRead(
                new ReplaceTenantLimits(tenantId, LimitBody.limits(request.limits())),
                limits::effective);
    }

    @PostMapping(path = "/grants", consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> add(
            @PathVariable String tenantId, @RequestBody AddGrantRequest request) {
        return writes.send(
                () ->
                        new AddGrant(
                                ids.next(TypeId.GRANT),
                                tenantId,
                                request.metric(),
                                request.amount(),
                                Objects.requireNonNullElse(request.priority(), DEFAULT_PRIORITY),
                                request.expiresAt(),
                                request.reason(),
                                clock.instant()),
                grant ->
                        ResponseEntity.created(
                                        URI.create("/api/v1/tenants/" + tenantId + "/grants"))
                                .body(grant));
    }
}
