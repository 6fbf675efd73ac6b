package io.voc.tenancy.query;

import io.voc.tenancy.contracts.apikey.ApiKeyEnvironment;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyIssued;
import io.voc.tenancy.contracts.apikey.ApiKeySecret;
import io.voc.tenancy.contracts.configuration.ConfigurationEvent.ConfigurationReplaced;
import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantDeleted;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRegistered;
import io.voc.tenancy.contracts.tenant.TenantStatus;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Ids and events of ordinary shape. */
final class Samples {

    private Samples() {}

    static String tenantId() {
        return TypeId.TENANT.of(UUID.randomUUID());
    }

    static String keyId() {
        return TypeId.API_KEY.of(UUID.randomUUID());
    }

    static ApiKeySecret secret() {
        return ApiKeySecret.generate(ApiKeyEnvironment.LIVE, new SecureRandom());
    }

    static TenantRegistered registered(String id) {
        return registered(id, "Acme", "growth");
    }

    static TenantRegistered registered(String id, String name, String plan) {
        return new TenantRegistered(
                id,
                "slug-" + id,
                name,
                "ops@acme.example",
                "eu-central",
                plan,
                Map.of(),
                TenantStatus.ACTIVE);
    }

    static TenantDeleted deleted(String id) {
        return new TenantDeleted(id, "left us", Instant.parse("2030-01-01T00:00:00Z"));
    }

    static ConfigurationReplaced configured(String tenantId) {
        return new ConfigurationReplaced(tenantId, 1, new TenantConfiguration(List.of(), null));
    }

    static ApiKeyIssued issued(String keyId, String tenantId, ApiKeySecret secret) {
        return new ApiKeyIssued(
                keyId,
                tenantId,
                "Gateway",
                Set.of("config:read"),
                "LIVE",
                null,
                secret.digest(),
                secret.prefix(),
                secret.last4(),
                null,
                null,
                null);
    }
}
