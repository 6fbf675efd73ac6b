package io.voc.tenancy.query.apikey;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.voc.tenancy.contracts.apikey.ApiKeyVerification;
import io.voc.tenancy.contracts.apikey.ApiKeyView;
import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.tenant.TenantGate;
import io.voc.tenancy.kit.identity.Actors;
import io.voc.tenancy.query.Cursors;
import io.voc.tenancy.query.Gatekeeper;
import io.voc.tenancy.query.Page;
import io.voc.tenancy.query.ProjectionProgress;
import io.voc.tenancy.query.QuerySide;

import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The list of keys and their verification over REST. */
@RestController
@RequestMapping(path = "/api/v1", produces = APPLICATION_JSON_VALUE)
class ApiKeyRestApi {

    private final ApiKeyRows rows;
    private final ApiKeyVerifier verifier;
    private final KeyRegister register;
    private final KeyUseTable uses;
    private final Gatekeeper gatekeeper;
    private final ProjectionProgress progress;

    ApiKeyRestApi(
            ApiKeyRows rows,
            ApiKeyVerifier verifier,
            KeyRegister register,
            KeyUseTable uses,
            Gatekeeper gatekeeper,
            ProjectionProgress progress) {
        this.rows = rows;
        this.verifier = verifier;
        this.register = register;
        this.uses = uses;
        this.gatekeeper = gatekeeper;
        this.progress = progress;
    }

    record VerifyApiKeyRequest(
            String key, @Nullable Set<String> requiredScopes, @Nullable String sourceIp) {

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
        progress.awaitRequested(QuerySide.API_KEY_PROJECTION);
        gatekeeper.letThrough(tenantId, TenantGate.toRead(Actors.current()));
        var size = Cursors.checkedSize(pageSize);
        var cursors = Cursors.of(String.class, "api-keys", tenantId);
        var after = cursors.start(pageToken).orElse("");
        var found =
                rows.findByTenantIdAndIdGreaterThanOrderById(tenantId, after, Limit.of(size + 1));
        var page = cursors.page(found, size, ApiKeyRow::view, ApiKeyRow::id);
        return new Page<>(uses.withUses(page.items()), page.nextPageToken());
    }

    @GetMapping("/tenants/{tenantId}/api-keys/{keyId}")
    ApiKeyView find(@PathVariable String tenantId, @PathVariable String keyId) {
        progress.awaitRequested(QuerySide.API_KEY_PROJECTION);
        gatekeeper.letThrough(tenantId, TenantGate.toRead(Actors.current()));
        if (!TypeId.API_KEY.matches(keyId) || !register.has(tenantId, keyId)) {
            throw Rejection.notFound(TypeId.API_KEY.thing(), keyId);
        }
        var key =
                progress.awaitKnown(
                        QuerySide.API_KEY_PROJECTION,
                        () -> rows.findById(keyId),
                        TypeId.API_KEY.thing());
        return uses.withUses(List.of(key.view())).getFirst();
    }

    @PostMapping(path = "/api-keys/verify", consumes = APPLICATION_JSON_VALUE)
    ApiKeyVerification verify(@RequestBody VerifyApiKeyRequest request) {
        return verifier.verify(
                new Verification(
                        request.key(),
                        Objects.requireNonNullElse(request.requiredScopes(), Set.of()),
                        request.sourceIp()));
    }
}
