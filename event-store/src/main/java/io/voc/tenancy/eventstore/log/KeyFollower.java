package io.voc.tenancy.eventstore.log;

import io.voc.tenancy.contracts.event.EventCatalogue;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingCompensated;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingStarted;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPurged;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRegistered;
import io.voc.tenancy.eventstore.secrecy.DataKeys;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keeps this process's data keys in step with the log. */
public final class KeyFollower {

    private static final Set<String> BEGIN = types(TenantRegistered.class, OnboardingStarted.class);
    private static final Set<String> END = types(TenantPurged.class, OnboardingCompensated.class);

    private KeyFollower() {}

    /** To be called before the feed is started. */
    public static void follow(Feed feed, DataKeys keys) {
        feed.whenBegun(keys::forgetAll);
        feed.listen(event -> {
            if (END.contains(event.type())) {
                keys.destroyed(event.tenantId());
            } else if (BEGIN.contains(event.type())) {
                keys.registered(event.tenantId());
            }
        });
    }

    private static Set<String> types(Class<?>... events) {
        return Stream.of(events)
                .map(event -> EventCatalogue.typeOf(event).name())
                .collect(Collectors.toSet());
    }
}
