package io.voc.tenancy.contracts.event;

import io.voc.tenancy.contracts.apikey.ApiKeyEvent;
import io.voc.tenancy.contracts.configuration.ConfigurationEvent;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent;
import io.voc.tenancy.contracts.plan.GrantEvent;
import io.voc.tenancy.contracts.plan.PlanEvent;
import io.voc.tenancy.contracts.plan.TenantLimitsEvent;
import io.voc.tenancy.contracts.tenant.TenantEvent;
import io.voc.tenancy.contracts.usage.UsageEvent;

import java.util.List;
import java.util.stream.Stream;

/** Every domain event there is, found through the sealed vocabularies. */
public final class EventCatalogue {

    private static final List<Class<? extends DomainEvent>> VOCABULARIES =
            List.of(
                    TenantEvent.class,
                    ConfigurationEvent.class,
                    ApiKeyEvent.class,
                    PlanEvent.class,
                    TenantLimitsEvent.class,
                    GrantEvent.class,
                    OnboardingEvent.class,
                    UsageEvent.class);

    private EventCatalogue() {}

    /** The record class of every event. */
    public static Stream<Class<?>> events() {
        return VOCABULARIES.stream().flatMap(EventCatalogue::members);
    }

    /** A vocabulary may have vocabularies in it. */
    private static Stream<Class<?>> members(Class<?> vocabulary) {
        return Stream.of(vocabulary.getPermittedSubclasses())
                .flatMap(member -> member.isSealed() ? members(member) : Stream.of(member));
    }

    /**
     * The stored type of an event class.
     *
     * @throws IllegalArgumentException when the class has no {@link EventType}
     */
    public static EventType typeOf(Class<?> event) {
        var type = event.getAnnotation(EventType.class);
        if (type == null) {
            throw new IllegalArgumentException(event.getName() + " has no @EventType");
        }
        return type;
    }
}
