package io.voc.tenancy.command.tenant;

import io.voc.tenancy.contracts.configuration.ConfigurationEvent.ConfigurationReplaced;
import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.eventstore.log.PastEvents;

import org.springframework.stereotype.Component;

import java.util.Optional;

/** Reads a version from the event that made it: as each makes one, its number is its place. */
@Component
final class LoggedConfigurations implements ConfigurationHistory {

    private final PastEvents events;

    LoggedConfigurations(PastEvents events) {
        this.events = events;
    }

    @Override
    public Optional<TenantConfiguration> find(String tenantId, long version) {
        return events.find(tenantId, ConfigurationReplaced.class, version)
                .map(ConfigurationReplaced::configuration);
    }
}
