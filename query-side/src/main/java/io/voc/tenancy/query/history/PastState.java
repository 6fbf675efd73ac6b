package io.voc.tenancy.query.history;

import io.voc.tenancy.contracts.apikey.ApiKeyEvent;
import io.voc.tenancy.contracts.apikey.ApiKeyView;
import io.voc.tenancy.contracts.configuration.ConfigurationEvent;
import io.voc.tenancy.contracts.configuration.ConfigurationView;
import io.voc.tenancy.contracts.plan.OverridesView;
import io.voc.tenancy.contracts.plan.TenantLimitsEvent;
import io.voc.tenancy.contracts.plan.TenantUse;
import io.voc.tenancy.contracts.tenant.TenantEvent;
import io.voc.tenancy.contracts.tenant.TenantView;
import io.voc.tenancy.eventstore.register.CountedResource;
import io.voc.tenancy.eventstore.register.EventChanges;
import io.voc.tenancy.eventstore.register.RegisterChange.CountChange;

import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A tenant and all that belongs to it, as they become event by event: by the functions by which the
 * projections have their rows, and by the changes of which the registers count.
 */
final class PastState {

    private final String tenantId;
    private final SortedMap<String, ApiKeyView> keys = new TreeMap<>();
    private final Map<CountedResource, Long> counts = new EnumMap<>(CountedResource.class);
    private @Nullable TenantView tenant;
    private ConfigurationView configuration;
    private OverridesView overrides;
    private long registeredAt;

    /** Before its first event. */
    PastState(String tenantId) {
        this.tenantId = tenantId;
        configuration = ConfigurationView.none(tenantId);
        overrides = OverridesView.none(tenantId);
    }

    /** Goes on by one event. */
    void on(EventMessage<?> message, long position) {
        var at = message.getTimestamp();
        switch (message.getPayload()) {
            case TenantEvent event -> on(event, at, position);
            case ConfigurationEvent event -> configuration = ConfigurationView.after(event, at);
            case ApiKeyEvent event ->
                    keys.compute(event.keyId(), (_, before) -> ApiKeyView.after(before, event, at));
            case TenantLimitsEvent event ->
                    overrides =
                            OverridesView.after(overrides.version() == 0 ? null : overrides, event);
            default -> {
                // is counted, perhaps, and no part of the state otherwise
            }
        }
        count(message.getPayload());
    }

    private void on(TenantEvent event, Instant at, long position) {
        if (tenant == null) {
            registeredAt = position;
        }
        tenant = TenantView.after(tenant, event, at);
    }

    private void count(Object event) {
        for (var change : EventChanges.of(event)) {
            if (change instanceof CountChange counted) {
                counts.compute(
                        counted.of().resource(),
                        (_, before) -> counted.after(before == null ? 0 : before));
            }
        }
    }

    boolean isRegistered() {
        return tenant != null;
    }

    /** The position of the registration; 0 before it. */
    long registeredAt() {
        return registeredAt;
    }

    /** The tenant, which is registered. */
    TenantView tenant() {
        return Objects.requireNonNull(tenant, () -> tenantId + " is not registered yet");
    }

    ConfigurationView configuration() {
        return configuration;
    }

    OverridesView overrides() {
        return overrides;
    }

    /** The keys by their ids. */
    List<ApiKeyView> keys() {
        return new ArrayList<>(keys.values());
    }

    /** What there was of each resource; of grants the log does not tell what was left. */
    TenantUse use() {
        return new TenantUse(
                Stream.of(CountedResource.values())
                        .collect(
                                Collectors.toMap(
                                        CountedResource::metric,
                                        resource -> counts.getOrDefault(resource, 0L))),
                List.of());
    }
}
