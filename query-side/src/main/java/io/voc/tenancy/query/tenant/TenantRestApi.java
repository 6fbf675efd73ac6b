package io.voc.tenancy.query.tenant;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.voc.tenancy.contracts.tenant.TenantView;
import io.voc.tenancy.kit.identity.Actors;
import io.voc.tenancy.query.Page;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;

/** Reads of tenants over REST. */
@RestController
@RequestMapping(path = "/api/v1/tenants", produces = APPLICATION_JSON_VALUE)
class TenantRestApi {

    private final TenantQueries tenants;

    TenantRestApi(TenantQueries tenants) {
        this.tenants = tenants;
    }

    @GetMapping("/{tenantId}")
    TenantView find(@PathVariable String tenantId) {
        return tenants.find(tenantId, Actors.current());
    }

    @GetMapping
    Page<TenantView> list(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String plan,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @Nullable Instant createdFrom,
            @RequestParam(required = false) @Nullable Instant createdBefore,
            @RequestParam(defaultValue = "createdAt") String sort,
            @RequestParam(defaultValue = ListTenants.DEFAULT_PAGE_SIZE + "") int pageSize,
            @RequestParam(required = false) @Nullable String pageToken) {
        return tenants.list(
                new ListTenants(
                        status, plan, text, createdFrom, createdBefore, sort, pageSize, pageToken));
    }
}
