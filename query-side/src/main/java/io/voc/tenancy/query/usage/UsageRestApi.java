package io.voc.tenancy.query.usage;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.voc.tenancy.contracts.plan.LimitPeriod;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.tenant.TenantGate;
import io.voc.tenancy.contracts.usage.UsageView;
import io.voc.tenancy.kit.identity.Actors;
import io.voc.tenancy.query.Gatekeeper;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Usage read over REST. */
@RestController
@RequestMapping(path = "/api/v1/tenants/{tenantId}", produces = APPLICATION_JSON_VALUE)
class UsageRestApi {

    private final UsageQueries queries;
    private final Gatekeeper gatekeeper;

    UsageRestApi(UsageQueries queries, Gatekeeper gatekeeper) {
        this.queries = queries;
        this.gatekeeper = gatekeeper;
    }

    @GetMapping("/usage")
    UsageView find(
            @PathVariable String tenantId,
            @RequestParam(required = false) @Nullable String metric,
            @RequestParam(required = false) @Nullable LimitPeriod period) {
        if ((metric == null) != (period == null)) {
            throw Rejection.invalid(
                    metric == null ? "metric" : "period",
                    "What was before is told of one metric in one period: give both");
        }
        gatekeeper.letThrough(tenantId, TenantGate.toRead(Actors.current()));
        return metric == null || period == null
                ? queries.now(tenantId)
                : queries.nowAndBefore(tenantId, metric, period);
    }
}
