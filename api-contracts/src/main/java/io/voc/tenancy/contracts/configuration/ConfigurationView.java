package io.voc.tenancy.contracts.configuration;

import io.voc.tenancy.contracts.command.Versioned;
import io.voc.tenancy.contracts.configuration.ConfigurationEvent.ConfigurationReplaced;
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
        @Nullable Telephony telephony)
        implements Versioned {

    /** What a tenant has before its first configuration. */
    public static ConfigurationView none(String tenantId) {
        return new ConfigurationView(tenantId, 0, null, List.of(), null);
    }

    /** The configuration after an event. */
    public static ConfigurationView after(ConfigurationEvent event, Instant at) {
        return switch (event) {
            case ConfigurationReplaced(
                            String tenantId,
                            long version,
                            TenantConfiguration document) ->
                    new ConfigurationView(
                            tenantId, version, at, document.aiAgents(), document.telephony());
        };
    }

    /** Whether the document is what is there already. */
    public boolean holds(TenantConfiguration document) {
        return version > 0 && document.equals(new TenantConfiguration(aiAgents, telephony));
    }
}
