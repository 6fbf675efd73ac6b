package io.voc.tenancy.query.plan;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.voc.tenancy.contracts.plan.EffectiveLimits;
import io.voc.tenancy.contracts.plan.GrantView;
import io.voc.tenancy.contracts.tenant.TenantGate;
import io.voc.tenancy.eventstore.register.TenantLimitReader;
import io.voc.tenancy.kit.identity.Actors;
import io.voc.tenancy.query.Cursors;
import io.voc.tenancy.query.Gatekeeper;
import io.voc.tenancy.query.Page;
import io.voc.tenancy.query.ProjectionProgress;
import io.voc.tenancy.query.QuerySide;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;
import java.util.Map;

/** What a tenant may have, read over REST. */
@RestController
@RequestMapping(path = "/api/v1/tenants/{tenantId}", produces = APPLICATION_JSON_VALUE)
class TenantLimitRestApi {

    private final TenantLimitQueries queries;
    private final GrantRows grants;
    private final TenantLimitReader registers;
    private final Gatekeeper gatekeeper;
    private final ProjectionProgress progress;

    TenantLimitRestApi(
            TenantLimitQueries queries,
            GrantRows grants,
            TenantLimitReader registers,
            Gatekeeper gatekeeper,
            ProjectionProgress progress) {
        this.queries = queries;
        this.grants = grants;
        this.registers = registers;
        this.gatekeeper = gatekeeper;
        this.progress = progress;
    }

    /**
     * The entity tag is for {@code If-Match} alone: the plan and the counts may change without the
     * overrides, so no caller is told that nothing has.
     */
    @GetMapping("/limits")
    EffectiveLimits find(@PathVariable String tenantId, HttpServletResponse response) {
        progress.awaitRequested(QuerySide.TENANT_PROJECTION, QuerySide.PLAN_PROJECTION);
        gatekeeper.letThrough(tenantId, TenantGate.toRead(Actors.current()));
        var limits = queries.effective(tenantId);
        response.setHeader(HttpHeaders.ETAG, "\"" + limits.version() + '"');
        return limits;
    }

    @GetMapping("/grants")
    Page<GrantView> list(
            @PathVariable String tenantId,
            @RequestParam(required = false) @Nullable String metric,
            @RequestParam(defaultValue = "50") int pageSize,
            @RequestParam(required = false) @Nullable String pageToken) {
        progress.awaitRequested(QuerySide.PLAN_PROJECTION);
        gatekeeper.letThrough(tenantId, TenantGate.toRead(Actors.current()));
        var size = Cursors.checkedSize(pageSize);
        var cursors = Cursors.of(Long.class, "grants", tenantId, metric);
        var found =
                found(
                        tenantId,
                        metric,
                        cursors.start(pageToken).orElse(Long.MAX_VALUE),
                        Limit.of(size + 1));
        var remaining = remaining(found);
        return cursors.page(
                found,
                size,
                row -> row.view(remaining.getOrDefault(row.id(), 0L)),
                GrantRow::position);
    }

    private List<GrantRow> found(
            String tenantId, @Nullable String metric, long before, Limit limit) {
        return metric == null
                ? grants.findByTenantIdAndPositionLessThanOrderByPositionDesc(
                        tenantId, before, limit)
                : grants.findByTenantIdAndMetricAndPositionLessThanOrderByPositionDesc(
                        tenantId, metric, before, limit);
    }

    private Map<String, Long> remaining(List<GrantRow> rows) {
        return registers.remaining(rows.stream().map(GrantRow::id).toList());
    }
}
