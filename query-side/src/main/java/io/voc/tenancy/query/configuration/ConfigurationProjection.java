package io.voc.tenancy.query.configuration;

import io.voc.tenancy.contracts.configuration.ConfigurationEvent;
import io.voc.tenancy.contracts.configuration.ConfigurationEvent.ConfigurationReplaced;
import io.voc.tenancy.contracts.configuration.ConfigurationView;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPurged;
import io.voc.tenancy.query.Change;
import io.voc.tenancy.query.ConfigurationDiff;
import io.voc.tenancy.query.Fold;
import io.voc.tenancy.query.QuerySide;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Keeps each tenant's current configuration and all versions before it. */
@Component
@ProcessingGroup(QuerySide.CONFIGURATION_PROJECTION)
class ConfigurationProjection {

    private static final String NOBODY_KNOWN = "unknown";

    private final ConfigurationTable table;
    private final ConfigurationVersions versions;
    private final ConfigurationDiff diff;
    private final SecretSeals seals;
    private final Fold<ConfigurationView> fold;

    ConfigurationProjection(
            ConfigurationTable table,
            ConfigurationVersions versions,
            ConfigurationDiff diff,
            SecretSeals seals) {
        this.table = table;
        this.versions = versions;
        this.diff = diff;
        this.seals = seals;
        this.fold =
                new Fold<>(
                        tenantId -> table.find(tenantId).map(seals::opened),
                        rows -> table.save(rows.stream().map(seals::sealed).toList()));
    }

    @EventHandler
    void on(
            ConfigurationEvent event,
            @Timestamp Instant at,
            @MetaDataValue("actorSubject") @Nullable String changedBy,
            UnitOfWork<?> batch) {
        fold.apply(
                batch,
                event.tenantId(),
                before -> {
                    var after = ConfigurationView.after(event, at);
                    versions.add(
                            event.tenantId(),
                            version(
                                    event,
                                    changedBy == null ? NOBODY_KNOWN : changedBy,
                                    changes(before, after),
                                    seals.sealed(after)));
                    return after;
                });
    }

    @EventHandler
    void on(TenantPurged event, UnitOfWork<?> batch) {
        fold.forget(batch, configuration -> configuration.tenantId().equals(event.tenantId()));
        table.delete(event.tenantId());
        versions.delete(event.tenantId());
    }

    private List<Change> changes(@Nullable ConfigurationView before, ConfigurationView after) {
        var from = before == null ? ConfigurationView.none(after.tenantId()) : before;
        return diff.between(from.document(), after.document()).stream()
                .map(Change::outline)
                .toList();
    }

    private static ConfigurationVersion version(
            ConfigurationEvent event,
            String changedBy,
            List<Change> changes,
            ConfigurationView sealed) {
        return switch (event) {
            case ConfigurationReplaced replaced ->
                    new ConfigurationVersion(
                            replaced.version(),
                            Objects.requireNonNull(sealed.updatedAt()),
                            changedBy,
                            replaced.restoredVersion(),
                            replaced.reason(),
                            changes,
                            sealed.document());
        };
    }
}
