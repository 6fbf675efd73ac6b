package io.voc.tenancy.contracts.configuration;

import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.event.EventType;
import io.voc.tenancy.contracts.event.Sensitive;

import org.jspecify.annotations.Nullable;

/** What happens to a tenant's configuration. */
public sealed interface ConfigurationEvent extends DomainEvent {

    /**
     * The tenant has a new configuration version; versions count from 1.
     *
     * @param restoredVersion the version whose document came back; null for a new document
     * @param reason of a rollback
     */
    @EventType(name = "configuration.replaced")
    record ConfigurationReplaced(
            String tenantId,
            long version,
            @Sensitive TenantConfiguration configuration,
            @Nullable Long restoredVersion,
            @Nullable @Sensitive String reason)
            implements ConfigurationEvent {

        /** A new document. */
        public ConfigurationReplaced(
                String tenantId, long version, TenantConfiguration configuration) {
            this(tenantId, version, configuration, null, null);
        }
    }
}
