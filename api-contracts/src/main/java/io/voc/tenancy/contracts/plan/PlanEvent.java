package io.voc.tenancy.contracts.plan;

import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.event.EventType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What happens to a plan. */
public sealed interface PlanEvent extends DomainEvent {

    /** The plan that the fact is about. */
    String name();

    /** The id of the aggregate that a plan is. */
    static String aggregateId(String name) {
        return "plan:" + name;
    }

    @Override
    default String tenantId() {
        return PLATFORM;
    }

    @Override
    default String aggregateId() {
        return aggregateId(name());
    }

    /** There is a plan, for the first time or again. */
    @EventType(name = "plan.created")
    record PlanCreated(String name, @Nullable String description, List<Limit> limits)
            implements PlanEvent {}

    /** The plan says something else now, to all tenants that have it. */
    @EventType(name = "plan.replaced")
    record PlanReplaced(String name, @Nullable String description, List<Limit> limits)
            implements PlanEvent {}

    /** The plan is gone; nobody had it. */
    @EventType(name = "plan.deleted")
    record PlanDeleted(String name) implements PlanEvent {}
}
