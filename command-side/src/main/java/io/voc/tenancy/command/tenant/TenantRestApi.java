package io.voc.tenancy.command.tenant;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.voc.tenancy.command.Commands;
import io.voc.tenancy.command.Ids;
import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.tenant.TenantCommand;
import io.voc.tenancy.contracts.tenant.TenantCommand.ActivateTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.DeleteTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.RegisterTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.ReplaceTenantProfile;
import io.voc.tenancy.contracts.tenant.TenantCommand.SuspendTenant;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.contracts.tenant.TenantView;
import io.voc.tenancy.kit.identity.Actors;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/** Changes of tenants over REST; the bodies' shape is in {@code openapi.yaml}. */
@RestController
@RequestMapping(path = "/api/v1/tenants", produces = APPLICATION_JSON_VALUE)
class TenantRestApi {

    private static final String DEFAULT_PLAN = "starter";

    private final Commands commands;
    private final Ids ids;

    TenantRestApi(Commands commands, Ids ids) {
        this.commands = commands;
        this.ids = ids;
    }

    record RegisterTenantRequest(
            String slug,
            String name,
            String contactEmail,
            String region,
            @Nullable String plan,
            @Nullable Map<String, String> metadata) {}

    record ReplaceTenantProfileRequest(
            String name, String contactEmail, @Nullable Map<String, String> metadata) {}

    record TransitionRequest(@Nullable String reason) {}

    @PostMapping(consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<TenantView> register(@RequestBody RegisterTenantRequest request) {
        var tenant =
                send(
                        new RegisterTenant(
                                ids.next(TypeId.TENANT),
                                request.slug(),
                                request.name(),
                                request.contactEmail(),
                                request.region(),
                                Objects.requireNonNullElse(request.plan(), DEFAULT_PLAN),
                                orEmpty(request.metadata()),
                                TenantStatus.ACTIVE));
        return ResponseEntity.created(URI.create("/api/v1/tenants/" + tenant.id())).body(tenant);
    }

    @PutMapping(path = "/{tenantId}", consumes = APPLICATION_JSON_VALUE)
    TenantView replaceProfile(
            @PathVariable String tenantId, @RequestBody ReplaceTenantProfileRequest request) {
        return send(
                new ReplaceTenantProfile(
                        tenantId,
                        request.name(),
                        request.contactEmail(),
                        orEmpty(request.metadata())));
    }

    @PostMapping(path = "/{tenantId}/suspend", consumes = APPLICATION_JSON_VALUE)
    TenantView suspend(@PathVariable String tenantId, @RequestBody TransitionRequest request) {
        return send(new SuspendTenant(tenantId, request.reason()));
    }

    @PostMapping(path = "/{tenantId}/activate", consumes = APPLICATION_JSON_VALUE)
    TenantView activate(@PathVariable String tenantId, @RequestBody TransitionRequest request) {
        return send(new ActivateTenant(tenantId, request.reason()));
    }

    @DeleteMapping("/{tenantId}")
    TenantView delete(@PathVariable String tenantId) {
        return send(new DeleteTenant(tenantId, null, Instant.now().plus(Duration.ofDays(30))));
    }

    private TenantView send(TenantCommand command) {
        return commands.send(command, Actors.current());
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> metadata) {
        return metadata == null ? Map.of() : metadata;
    }
}
