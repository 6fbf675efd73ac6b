package io.voc.tenancy.contracts.configuration;

import io.voc.tenancy.contracts.configuration.TenantConfiguration.AiAgent;
import io.voc.tenancy.contracts.configuration.TenantConfiguration.Telephony;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * A tenant's configuration as callers see it.
 *
 * @param version 0 until the first one is stored
 * @param updatedAt absent until then
 */
public record ConfigurationView(
        String tenantId,
        long version,
        @Nullable Instant updatedAt,
        List<AiAgent> aiAgents,
        @Nullable Telephony telephony) {

    public static ConfigurationView of(
            String tenantId,
            long version,
            @Nullable Instant updatedAt,
            TenantConfiguration document) {
        return new ConfigurationView(
                tenantId, version, updatedAt, document.aiAgents(), document.telephony());
    }
}
