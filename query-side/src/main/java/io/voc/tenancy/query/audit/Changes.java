package io.voc.tenancy.query.audit;

import io.voc.tenancy.contracts.configuration.ConfigurationEvent.ConfigurationReplaced;
import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.query.Change;
import io.voc.tenancy.query.ConfigurationDiff;
import io.voc.tenancy.query.TreeDiff;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;

/** What events have changed, with what was there before. No secret is ever in it. */
@Component
final class Changes {

    private final ConfigurationDiff configurations;
    private final ChangesFacts facts;

    Changes(ConfigurationDiff configurations, JsonMapper json) {
        this.configurations = configurations;
        this.facts = new ChangesFacts(json);
    }

    /**
     * What an event has changed.
     *
     * @param previous the one that {@link ChangesBefore} names, null when there is none
     */
    List<AuditEntry.Change> of(DomainEvent event, @Nullable DomainEvent previous) {
        var found =
                event instanceof ConfigurationReplaced replaced
                        ? configurations.between(before(previous), replaced.configuration())
                        : TreeDiff.between(
                                facts.before(event, previous), facts.after(event), Map.of());
        return found.stream().map(Changes::told).toList();
    }

    private static TenantConfiguration before(@Nullable DomainEvent previous) {
        return previous instanceof ConfigurationReplaced older
                ? older.configuration()
                : TenantConfiguration.EMPTY;
    }

    private static AuditEntry.Change told(Change change) {
        return new AuditEntry.Change(change.path(), change.from(), change.to());
    }
}
