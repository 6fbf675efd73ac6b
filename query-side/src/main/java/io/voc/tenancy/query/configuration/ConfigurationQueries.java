package io.voc.tenancy.query.configuration;

import io.voc.tenancy.contracts.configuration.ConfigurationView;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.tenant.TenantGate;
import io.voc.tenancy.eventstore.log.LogEntry;
import io.voc.tenancy.query.Asked;
import io.voc.tenancy.query.Gatekeeper;
import io.voc.tenancy.query.NearCache;
import io.voc.tenancy.query.NearCaches;

import org.springframework.stereotype.Component;

import java.util.Optional;

/**
 * Answers what is asked of current configurations, the same on every interface: from this node's
 * memory while that is known to be true, else from the log on the primary.
 */
@Component
class ConfigurationQueries {

    private static final int SHARE_OF_CACHES = 7;

    private final ConfigurationHistory history;
    private final ConfigurationRenderer renderer;
    private final Gatekeeper gatekeeper;
    private final NearCache<Key, RenderedConfiguration> current;

    ConfigurationQueries(
            ConfigurationHistory history,
            ConfigurationRenderer renderer,
            Gatekeeper gatekeeper,
            NearCaches caches) {
        this.history = history;
        this.renderer = renderer;
        this.gatekeeper = gatekeeper;
        this.current =
                caches.cache(
                        "configuration", SHARE_OF_CACHES, RenderedConfiguration::size, this::ask);
        caches.follow(this::follow);
    }

    private record Key(String tenantId, ConfigurationForm form) {}

    /** The tenant's current configuration, empty at version 0 before the first. */
    RenderedConfiguration find(String tenantId, Actor actor, ConfigurationForm form, Asked asked) {
        var gate = TenantGate.toReadConfiguration(actor);
        while (true) {
            var status = gatekeeper.letThrough(tenantId, gate, asked);
            var found = current.get(new Key(tenantId, form), asked);
            if (asked.isAnsweredBy(status) && asked.isAnsweredBy(found)) {
                return found.value().orElseThrow();
            }
        }
    }

    private NearCache.Loaded<RenderedConfiguration> ask(Key key) {
        var newest = history.newest(key.tenantId());
        var view =
                newest.list().isEmpty()
                        ? ConfigurationView.none(key.tenantId())
                        : newest.list().getLast().view();
        return new NearCache.Loaded<>(
                newest.asOf(), Optional.of(renderer.render(view, key.form())));
    }

    private void follow(LogEntry entry) {
        if (ConfigurationChanges.isOne(entry)) {
            for (var form : ConfigurationForm.values()) {
                current.changed(new Key(entry.tenantId(), form), entry.position());
            }
        }
    }
}
