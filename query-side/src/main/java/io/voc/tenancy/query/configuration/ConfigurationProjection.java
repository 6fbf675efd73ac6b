package io.voc.tenancy.query.configuration;

import io.voc.tenancy.contracts.configuration.ConfigurationEvent;
import io.voc.tenancy.contracts.configuration.ConfigurationView;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPurged;
import io.voc.tenancy.query.Fold;
import io.voc.tenancy.query.QuerySide;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.Optional;

/** Keeps each tenant's current configuration. */
@Component
@ProcessingGroup(QuerySide.CONFIGURATION_PROJECTION)
class ConfigurationProjection {

    private final ConfigurationTable table;
    private final Fold<ConfigurationView> fold;

    ConfigurationProjection(ConfigurationTable table) {
        this.table = table;
        // the newest event holds all there is, so nothing needs to be loaded
        this.fold = new Fold<>(_ -> Optional.empty(), table::save);
    }

    @EventHandler
    void on(ConfigurationEvent event, @Timestamp Instant at, UnitOfWork<?> batch) {
        fold.apply(batch, event.tenantId(), _ -> ConfigurationView.after(event, at));
    }

    @EventHandler
    void on(TenantPurged event, UnitOfWork<?> batch) {
        fold.forget(batch, configuration -> configuration.tenantId().equals(event.tenantId()));
        table.delete(event.tenantId());
    }
}
