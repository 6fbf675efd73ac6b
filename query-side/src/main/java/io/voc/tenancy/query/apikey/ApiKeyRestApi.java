package io.voc.tenancy.query.apikey;

import io.voc.tenancy.contracts.apikey.ApiKeyVerification;
import io.voc.tenancy.contracts.apikey.ApiKeyView;
import io.voc.tenancy.contracts.tenant.TenantGate;
import io.voc.tenancy.kit.identity.Actors;
import io.voc.tenancy.query.Gatekeeper;
import io.voc.tenancy.query.PageToken;
import io.voc.tenancy.query.PageToken.Page;

import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.Set;

/** The list of keys and their verification over REST. */
@RestController
@RequestMapping("/api/v1")
class ApiKeyRestApi {

    private final ApiKeyRows rows;
    private final ApiKeyVerifier verifier;
    private final Gatekeeper gatekeeper;

    ApiKeyRestApi(ApiKeyRows rows, ApiKeyVerifier verifier, Gatekeeper gatekeeper) {
        this.rows = rows;
        this.verifier = verifier;
        this.gatekeeper = gatekeeper;
    }

    record VerifyApiKeyRequest(String key, @Nullable Set<String> requiredScopes) {}

    @GetMapping("/tenants/{tenantId}/api-keys")
    Page<ApiKeyView> list(
            @PathVariable String tenantId,
            @RequestParam(defaultValue = "50") int pageSize,
            @RequestParam(required = false) @Nullable String pageToken) {
        gatekeeper.letThrough(tenantId, TenantGate.toRead(Actors.current()));
        var size = PageToken.checkedSize(pageSize);
        var list = "api-keys of " + tenantId;
        var found =
                rows.findByTenantIdAndIdGreaterThanOrderById(
                        tenantId, PageToken.start(pageToken, list), Limit.of(size + 1));
        return PageToken.page(found, size, list, ApiKeyRow::view, ApiKeyView::id);
    }

    @PostMapping("/api-keys/verify")
    ApiKeyVerification verify(@RequestBody VerifyApiKeyRequest request) {
        return verifier.verify(
                request.key(),
                request.requiredScopes() == null ? Set.of() : request.requiredScopes());
    }
}
