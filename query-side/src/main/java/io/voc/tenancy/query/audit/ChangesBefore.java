package io.voc.tenancy.query.audit;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyChanged;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyIssued;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyRotated;
import io.voc.tenancy.contracts.configuration.ConfigurationEvent.ConfigurationReplaced;
import io.voc.tenancy.contracts.event.EventCatalogue;
import io.voc.tenancy.contracts.plan.PlanEvent.PlanCreated;
import io.voc.tenancy.contracts.plan.PlanEvent.PlanDeleted;
import io.voc.tenancy.contracts.plan.PlanEvent.PlanReplaced;
import io.voc.tenancy.contracts.plan.TenantLimitsEvent.TenantLimitsReplaced;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantActivated;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantDeleted;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPlanChanged;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantProfileReplaced;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPurged;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRegistered;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRestored;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantSuspended;

import java.util.List;
import java.util.Map;

/**
 * Which earlier event tells how it was before an event: the newest of a few types. To look for
 * those of all events of an aggregate costs no more than to read them all.
 */
final class ChangesBefore {

    private static final List<Class<?>> STATUSES =
            List.of(
                    TenantRegistered.class,
                    TenantSuspended.class,
                    TenantActivated.class,
                    TenantDeleted.class,
                    TenantRestored.class);

    private static final Map<String, List<String>> TYPES =
            Map.<Class<?>, List<Class<?>>>ofEntries(
                            Map.entry(
                                    TenantProfileReplaced.class,
                                    List.of(TenantRegistered.class, TenantProfileReplaced.class)),
                            Map.entry(
                                    TenantPlanChanged.class,
                                    List.of(TenantRegistered.class, TenantPlanChanged.class)),
                            Map.entry(TenantSuspended.class, STATUSES),
                            Map.entry(TenantActivated.class, STATUSES),
                            Map.entry(TenantDeleted.class, STATUSES),
                            Map.entry(TenantRestored.class, STATUSES),
                            Map.entry(TenantPurged.class, STATUSES),
                            Map.entry(
                                    ConfigurationReplaced.class,
                                    List.of(ConfigurationReplaced.class)),
                            Map.entry(
                                    ApiKeyChanged.class,
                                    List.of(ApiKeyIssued.class, ApiKeyChanged.class)),
                            Map.entry(
                                    ApiKeyRotated.class,
                                    List.of(ApiKeyIssued.class, ApiKeyRotated.class)),
                            Map.entry(
                                    TenantLimitsReplaced.class,
                                    List.of(TenantLimitsReplaced.class)),
                            Map.entry(
                                    PlanReplaced.class,
                                    List.of(PlanCreated.class, PlanReplaced.class)),
                            Map.entry(
                                    PlanDeleted.class,
                                    List.of(PlanCreated.class, PlanReplaced.class)))
                    .entrySet()
                    .stream()
                    .collect(
                            toUnmodifiableMap(
                                    entry -> name(entry.getKey()),
                                    entry ->
                                            entry.getValue().stream()
                                                    .map(ChangesBefore::name)
                                                    .toList()));

    private ChangesBefore() {}

    /** The types of those that tell it; none where the event itself tells all. */
    static List<String> of(String type) {
        return TYPES.getOrDefault(type, List.of());
    }

    private static String name(Class<?> event) {
        return EventCatalogue.typeOf(event).name();
    }
}
