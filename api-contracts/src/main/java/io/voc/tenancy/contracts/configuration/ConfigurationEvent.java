package io.voc.tenancy.contracts.configuration;

import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.event.EventType;
import io.voc.tenancy.contracts.event.Sensitive;

/** What happens to a tenant's configuration. */
public sealed interface ConfigurationEvent extends DomainEvent {

    /** The tenant has a new configuration version; versions count from 1. */
    @EventType(name = "configuration.replaced")
    record ConfigurationReplaced(
            String tenantId, long version, @Sensitive TenantConfiguration configuration)
            implements ConfigurationEvent {}
}
