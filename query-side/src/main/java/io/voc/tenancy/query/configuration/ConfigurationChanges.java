package io.voc.tenancy.query.configuration;

import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.event.EventCatalogue;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.CompensationStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingCompensated;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantDeleted;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPurged;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantSuspended;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.eventstore.log.LogEntry;

import java.util.Map;
import java.util.Optional;

/** What an event of the log means to those who read configurations. */
final class ConfigurationChanges {

    private static final String OF_CONFIGURATIONS = "configuration.";

    private static final Map<String, TenantStatus> ENDS =
            Map.of(
                    name(TenantSuspended.class), TenantStatus.SUSPENDED,
                    name(TenantDeleted.class), TenantStatus.DELETED,
                    name(TenantPurged.class), TenantStatus.PURGED,
                    name(CompensationStarted.class), TenantStatus.DELETED,
                    name(OnboardingCompensated.class), TenantStatus.PURGED);

    private ConfigurationChanges() {}

    /** Whether another configuration counts after it, or none. */
    static boolean isOne(LogEntry entry) {
        return isNewVersion(entry) || status(entry).equals(Optional.of(TenantStatus.PURGED));
    }

    static boolean isNewVersion(LogEntry entry) {
        return entry.type().startsWith(OF_CONFIGURATIONS);
    }

    /** The status that someone may have to stop reading for. */
    static Optional<TenantStatus> status(LogEntry entry) {
        return Optional.ofNullable(ENDS.get(entry.type()));
    }

    private static String name(Class<? extends DomainEvent> event) {
        return EventCatalogue.typeOf(event).name();
    }
}
