package io.voc.tenancy.eventstore.log;

import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyIssued;
import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.plan.Enforcement;
import io.voc.tenancy.contracts.plan.GrantEvent.GrantAdded;
import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.contracts.plan.PlanEvent.PlanCreated;
import io.voc.tenancy.contracts.plan.PlanEvent.PlanDeleted;
import io.voc.tenancy.contracts.plan.PlanEvent.PlanReplaced;
import io.voc.tenancy.contracts.plan.TenantLimitsEvent.TenantLimitsReplaced;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRegistered;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.eventstore.TestLog;
import io.voc.tenancy.eventstore.register.Condition;
import io.voc.tenancy.eventstore.register.CountedResource;
import io.voc.tenancy.eventstore.register.EventChanges;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Plans, tenants that have them, and what they limit, as events and as appends of them. */
final class Plans {

    private Plans() {}

    /** An event with what it changes. */
    static Append append(TestLog log, DomainEvent event, long sequence, Condition... conditions) {
        return append(List.of(log.event(event, sequence)), List.of(event), conditions);
    }

    /** First events of aggregates in one commit, with what they change. */
    static Append firsts(TestLog log, DomainEvent... events) {
        return append(
                Stream.of(events).map(event -> log.event(event, 0)).toList(), List.of(events));
    }

    static Append append(
            List<NewEvent> stored, List<? extends DomainEvent> events, Condition... conditions) {
        return new Append(
                stored,
                List.of(conditions),
                events.stream().flatMap(event -> EventChanges.of(event).stream()).toList());
    }

    static Limit hard(CountedResource resource, long amount) {
        return limit(resource, amount, Enforcement.HARD);
    }

    static Limit soft(CountedResource resource, long amount) {
        return limit(resource, amount, Enforcement.SOFT);
    }

    static PlanCreated created(String plan, Limit... limits) {
        return new PlanCreated(plan, null, List.of(limits));
    }

    static PlanReplaced replaced(String plan, Limit... limits) {
        return new PlanReplaced(plan, null, List.of(limits));
    }

    static PlanDeleted deleted(String plan) {
        return new PlanDeleted(plan);
    }

    static TenantLimitsReplaced overridden(String tenantId, Limit... limits) {
        return new TenantLimitsReplaced(tenantId, List.of(limits));
    }

    static GrantAdded granted(String grantId, String tenantId, long amount) {
        return new GrantAdded(grantId, tenantId, "calls", amount, 50, null, null);
    }

    static TenantRegistered registered(String tenantId, String plan) {
        return new TenantRegistered(
                tenantId,
                "slug-of-" + tenantId,
                "Acme",
                "ops@acme.example",
                "eu-central",
                plan,
                Map.of(),
                TenantStatus.ACTIVE);
    }

    static ApiKeyIssued issued(String keyId, String tenantId) {
        return new ApiKeyIssued(
                keyId,
                tenantId,
                "Gateway",
                Set.of("config:read"),
                "LIVE",
                null,
                "digest of " + keyId,
                "tm_live_abcd",
                "wxyz",
                null,
                null,
                null);
    }

    private static Limit limit(CountedResource resource, long amount, Enforcement enforcement) {
        return new Limit(resource.metric(), amount, null, enforcement, List.of());
    }
}
