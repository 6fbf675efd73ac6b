package io.voc.tenancy.contracts.configuration;

import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.event.EventType;

/** What happens to a tenant's configuration. */
public sealed interface ConfigurationEvent extends DomainEvent {

    /** The tenant has a new configuration version; versions count from 1. */
    @EventType(name = "configuration.replaced")
    record ConfigurationReplaced(String tenantId, long version, TenantConfiguration configuration)
            implements ConfigurationEvent {}
}
