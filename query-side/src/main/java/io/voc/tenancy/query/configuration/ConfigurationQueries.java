package io.voc.tenancy.query.configuration;

import io.voc.tenancy.contracts.configuration.ConfigurationView;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.tenant.TenantGate;
import io.voc.tenancy.query.Gatekeeper;
import io.voc.tenancy.query.ProjectionProgress;
import io.voc.tenancy.query.QuerySide;

import org.springframework.stereotype.Component;

import java.util.Optional;

/** Answers what is asked of configurations, the same on every interface. */
@Component
class ConfigurationQueries {

    private final ConfigurationTable table;
    private final Gatekeeper gatekeeper;
    private final ProjectionProgress progress;

    ConfigurationQueries(
            ConfigurationTable table, Gatekeeper gatekeeper, ProjectionProgress progress) {
        this.table = table;
        this.gatekeeper = gatekeeper;
        this.progress = progress;
    }

    /**
     * The tenant's current configuration, its secrets sealed, empty at version 0 before the first;
     * the first is waited for.
     */
    ConfigurationView find(String tenantId, Actor actor) {
        progress.awaitRequested(QuerySide.CONFIGURATION_PROJECTION);
        gatekeeper.letThrough(tenantId, TenantGate.toReadConfiguration(actor));
        Optional<ConfigurationView> found = table.find(tenantId);
        if (found.isPresent()) {
            return found.get();
        }
        return table.countKnown(tenantId) > 0
                ? progress.awaitKnown(
                        QuerySide.CONFIGURATION_PROJECTION,
                        () -> table.find(tenantId),
                        "configuration")
                : ConfigurationView.none(tenantId);
    }
}
