package io.voc.tenancy.contracts.configuration;

import io.voc.tenancy.contracts.command.Versioned;
import io.voc.tenancy.contracts.configuration.ConfigurationEvent.ConfigurationReplaced;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * A tenant's configuration as callers see it; of secrets they see that they are set.
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
        return of(tenantId, 0, null, TenantConfiguration.EMPTY);
    }

    /** A version of the configuration. */
    public static ConfigurationView of(
            String tenantId,
            long version,
            @Nullable Instant updatedAt,
            TenantConfiguration document) {
        return new ConfigurationView(
                tenantId, version, updatedAt, document.aiAgents(), document.telephony());
    }

    /** The configuration after an event. */
    public static ConfigurationView after(ConfigurationEvent event, Instant at) {
        return switch (event) {
            case ConfigurationReplaced replaced ->
                    of(replaced.tenantId(), replaced.version(), at, replaced.configuration());
        };
    }

    /** The document of this version. */
    public TenantConfiguration document() {
        return new TenantConfiguration(aiAgents, telephony);
    }

    /** Whether the document is what is there already; before the first that is the empty one. */
    public boolean holds(TenantConfiguration document) {
        return document.equals(document());
    }
}
