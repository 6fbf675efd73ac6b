package io.voc.tenancy.query.apikey;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.voc.tenancy.contracts.apikey.ApiKeyVerification;
import io.voc.tenancy.contracts.apikey.ApiKeyView;
import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.tenant.TenantGate;
import io.voc.tenancy.kit.identity.Actors;
import io.voc.tenancy.query.Gatekeeper;
import io.voc.tenancy.query.PageToken;
import io.voc.tenancy.query.PageToken.Page;
import io.voc.tenancy.query.ProjectionSignal;

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
@RequestMapping(path = "/api/v1", produces = APPLICATION_JSON_VALUE)
class ApiKeyRestApi {

    private final ApiKeyRows rows;
    private final ApiKeyVerifier verifier;
    private final KeyRegister register;
    private final Gatekeeper gatekeeper;
    private final ProjectionSignal signal;

    ApiKeyRestApi(
            ApiKeyRows rows,
            ApiKeyVerifier verifier,
            KeyRegister register,
            Gatekeeper gatekeeper,
            ProjectionSignal signal) {
        this.rows = rows;
        this.verifier = verifier;
        this.register = register;
        this.gatekeeper = gatekeeper;
        this.signal = signal;
    }

    record VerifyApiKeyRequest(String key, @Nullable Set<String> requiredScopes) {

        /** Without the key: Spring logs what it reads. */
        @Override
        public String toString() {
            return "VerifyApiKeyRequest[" + requiredScopes + ']';
        }
    }

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

    @GetMapping("/tenants/{tenantId}/api-keys/{keyId}")
    ApiKeyView find(@PathVariable String tenantId, @PathVariable String keyId) {
        gatekeeper.letThrough(tenantId, TenantGate.toRead(Actors.current()));
        if (!TypeId.API_KEY.matches(keyId) || !register.has(tenantId, keyId)) {
            throw Rejection.notFound(TypeId.API_KEY.thing(), keyId);
        }
        return signal.awaitKnown(() -> rows.findById(keyId), TypeId.API_KEY.thing()).view();
    }

    @PostMapping(path = "/api-keys/verify", consumes = APPLICATION_JSON_VALUE)
    ApiKeyVerification verify(@RequestBody VerifyApiKeyRequest request) {
        return verifier.verify(
                request.key(),
                request.requiredScopes() == null ? Set.of() : request.requiredScopes());
    }
}
