package io.voc.tenancy.query.configuration;

import io.voc.tenancy.contracts.configuration.ConfigurationView;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.tenant.TenantGate;
import io.voc.tenancy.query.Gatekeeper;

import org.springframework.stereotype.Component;

/** Answers what is asked of configurations, the same on every interface. */
@Component
class ConfigurationQueries {

    private final ConfigurationTable table;
    private final Gatekeeper gatekeeper;

    ConfigurationQueries(ConfigurationTable table, Gatekeeper gatekeeper) {
        this.table = table;
        this.gatekeeper = gatekeeper;
    }

    /** The tenant's current configuration, empty at version 0 before the first. */
    ConfigurationView find(String tenantId, Actor actor) {
        gatekeeper.letThrough(tenantId, TenantGate.toReadConfiguration(actor));
        return table.find(tenantId).orElseGet(() -> ConfigurationView.none(tenantId));
    }
}
