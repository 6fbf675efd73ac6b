package io.voc.tenancy.query.history;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.voc.tenancy.contracts.apikey.ApiKeyView;
import io.voc.tenancy.contracts.configuration.ConfigurationView;
import io.voc.tenancy.contracts.plan.EffectiveLimits;
import io.voc.tenancy.contracts.tenant.TenantView;
import io.voc.tenancy.kit.identity.Actors;
import io.voc.tenancy.query.Cursors;
import io.voc.tenancy.query.Page;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.function.UnaryOperator;

/** The reads that name a moment: the same paths as those of today, with {@code at}. */
@RestController
@RequestMapping(path = "/api/v1/tenants/{tenantId}", produces = APPLICATION_JSON_VALUE)
class TimeTravelRestApi {

    private static final String AT = "at";

    private final TimeTravel travel;

    TimeTravelRestApi(TimeTravel travel) {
        this.travel = travel;
    }

    @GetMapping(params = AT)
    TenantView tenant(@PathVariable String tenantId, @RequestParam(AT) String at) {
        return travel.tenant(tenantId, at, Actors.current());
    }

    @GetMapping(path = "/config", params = AT)
    ConfigurationView configuration(@PathVariable String tenantId, @RequestParam(AT) String at) {
        return travel.configuration(tenantId, at, Actors.current());
    }

    @GetMapping(path = "/api-keys", params = AT)
    Page<ApiKeyView> keys(
            @PathVariable String tenantId,
            @RequestParam(AT) String at,
            @RequestParam(defaultValue = "50") int pageSize,
            @RequestParam(required = false) @Nullable String pageToken) {
        var size = Cursors.checkedSize(pageSize);
        var cursors = Cursors.of(String.class, "api-keys", tenantId, at);
        var after = cursors.start(pageToken).orElse("");
        var found =
                travel.keys(tenantId, at, Actors.current()).stream()
                        .filter(key -> key.id().compareTo(after) > 0)
                        .limit(size + 1L)
                        .toList();
        return cursors.page(found, size, UnaryOperator.identity(), ApiKeyView::id);
    }

    /** The entity tag is that of the overrides, as it is in the answer of today. */
    @GetMapping(path = "/limits", params = AT)
    EffectiveLimits limits(
            @PathVariable String tenantId,
            @RequestParam(AT) String at,
            HttpServletResponse response) {
        var limits = travel.limits(tenantId, at, Actors.current());
        response.setHeader(HttpHeaders.ETAG, "\"" + limits.version() + '"');
        return limits;
    }

    @GetMapping("/diff")
    TimeTravel.Difference diff(
            @PathVariable String tenantId,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        return travel.diff(tenantId, from, to, Actors.current());
    }
}
