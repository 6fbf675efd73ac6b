package io.voc.tenancy.command.tenant;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import static java.util.Objects.requireNonNullElse;

import io.voc.tenancy.command.Ids;
import io.voc.tenancy.command.write.Writes;
import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.tenant.TenantCommand.ActivateTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.DeleteTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.DescribeTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.PurgeTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.RegisterTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.ReplaceTenantProfile;
import io.voc.tenancy.contracts.tenant.TenantCommand.RestoreTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.SuspendTenant;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.kit.contract.MergePatch;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.util.Map;

/** Changes of tenants over REST; the bodies' shape is in {@code openapi.yaml}. */
@RestController
@RequestMapping(path = "/api/v1/tenants", produces = APPLICATION_JSON_VALUE)
class TenantRestApi {

    private static final String DEFAULT_PLAN = "starter";

    private final Writes writes;
    private final Ids ids;
    private final Retention retention;

    TenantRestApi(Writes writes, Ids ids, Retention retention) {
        this.writes = writes;
        this.ids = ids;
        this.retention = retention;
    }

    record RegisterTenantRequest(
            String slug,
            String name,
            String contactEmail,
            String region,
            @Nullable String plan,
            @Nullable Map<String, String> metadata,
            @Nullable TenantStatus status) {}

    record ReplaceTenantProfileRequest(
            String name, String contactEmail, @Nullable Map<String, String> metadata) {}

    record TransitionRequest(@Nullable String reason) {}

    @PostMapping(consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> register(@RequestBody RegisterTenantRequest request) {
        return writes.send(
                new RegisterTenant(
                        ids.next(TypeId.TENANT),
                        request.slug(),
                        request.name(),
                        request.contactEmail(),
                        request.region(),
                        requireNonNullElse(request.plan(), DEFAULT_PLAN),
                        requireNonNullElse(request.metadata(), Map.of()),
                        requireNonNullElse(request.status(), TenantStatus.ACTIVE)),
                tenant ->
                        ResponseEntity.created(URI.create("/api/v1/tenants/" + tenant.id()))
                                .body(tenant));
    }

    @PutMapping(path = "/{tenantId}", consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> replaceProfile(
            @PathVariable String tenantId, @RequestBody ReplaceTenantProfileRequest request) {
        return writes.replace(
                new DescribeTenant(tenantId), request, profile -> replacement(tenantId, profile));
    }

    @PatchMapping(
            path = "/{tenantId}",
            consumes = {MergePatch.MEDIA_TYPE, APPLICATION_JSON_VALUE})
    ResponseEntity<byte[]> patchProfile(
            @PathVariable String tenantId, @RequestBody MergePatch patch) {
        return writes.patch(
                new DescribeTenant(tenantId),
                patch,
                ReplaceTenantProfileRequest.class,
                profile -> replacement(tenantId, profile));
    }

    @DeleteMapping(path = "/{tenantId}", consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> delete(
            @PathVariable String tenantId,
            @RequestBody(required = false) @Nullable TransitionRequest request) {
        return writes.send(
                new DeleteTenant(
                        tenantId, request == null ? null : request.reason(), retention.end()));
    }

    @PostMapping(path = "/{tenantId}/suspend", consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> suspend(
            @PathVariable String tenantId, @RequestBody TransitionRequest request) {
        return writes.send(new SuspendTenant(tenantId, request.reason()));
    }

    @PostMapping(path = "/{tenantId}/activate", consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> activate(
            @PathVariable String tenantId, @RequestBody TransitionRequest request) {
        return writes.send(new ActivateTenant(tenantId, request.reason()));
    }

    @PostMapping(path = "/{tenantId}/restore", consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> restore(
            @PathVariable String tenantId, @RequestBody TransitionRequest request) {
        return writes.send(new RestoreTenant(tenantId, request.reason()));
    }

    /** The reason is not kept: it would be erased with all else. */
    @PostMapping(path = "/{tenantId}/purge", consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> purge(
            @PathVariable String tenantId, @RequestBody TransitionRequest request) {
        return writes.send(new PurgeTenant(tenantId));
    }

    private static ReplaceTenantProfile replacement(
            String tenantId, ReplaceTenantProfileRequest profile) {
        return new ReplaceTenantProfile(
                tenantId,
                profile.name(),
                profile.contactEmail(),
                requireNonNullElse(profile.metadata(), Map.of()));
    }
}
