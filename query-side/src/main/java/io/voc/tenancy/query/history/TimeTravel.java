package io.voc.tenancy.query.history;

import io.voc.tenancy.contracts.apikey.ApiKeyView;
import io.voc.tenancy.contracts.configuration.ConfigurationView;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.plan.EffectiveLimits;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.tenant.TenantGate;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.contracts.tenant.TenantView;
import io.voc.tenancy.query.Change;
import io.voc.tenancy.query.Gatekeeper;
import io.voc.tenancy.query.ProjectionProgress;
import io.voc.tenancy.query.history.PastStates.Part;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.List;

/**
 * Answers what is asked of a tenant's past. Who may ask is decided by the tenant's status of today,
 * once before the log is read and once after, so that nothing is told of a tenant that was purged
 * meanwhile. The log is true at once, so no view is waited for.
 */
@Component
class TimeTravel {

    private final Moments moments;
    private final PastStates states;
    private final StateDiff diff;
    private final Gatekeeper gatekeeper;
    private final ProjectionProgress progress;

    TimeTravel(
            Moments moments,
            PastStates states,
            StateDiff diff,
            Gatekeeper gatekeeper,
            ProjectionProgress progress) {
        this.moments = moments;
        this.states = states;
        this.diff = diff;
        this.gatekeeper = gatekeeper;
        this.progress = progress;
    }

    /**
     * What differs between two moments.
     *
     * @param from the position of the one
     * @param to the position of the other
     */
    record Difference(long from, long to, List<Change> changes) {}

    /** The tenant as it was; of one that is purged today, its tombstone at any moment. */
    TenantView tenant(String tenantId, String at, Actor actor) {
        var gate = TenantGate.toReadTenant(actor);
        var past = past(tenantId, at, gate, Part.TENANT);
        return gatekeeper.letThroughNow(tenantId, gate) == TenantStatus.PURGED
                ? states.at(Long.MAX_VALUE, tenantId, Part.TENANT).tenant()
                : past.tenant();
    }

    /** The configuration as it was, empty at version 0 before the first. */
    ConfigurationView configuration(String tenantId, String at, Actor actor) {
        var gate = TenantGate.toReadConfiguration(actor);
        var past = past(tenantId, at, gate, Part.CONFIGURATION);
        gatekeeper.letThroughNow(tenantId, gate);
        return past.configuration();
    }

    /** The keys as they were, by their ids; when each was last used, the log does not tell. */
    List<ApiKeyView> keys(String tenantId, String at, Actor actor) {
        var gate = TenantGate.toRead(actor);
        var past = past(tenantId, at, gate, Part.API_KEYS);
        gatekeeper.letThroughNow(tenantId, gate);
        return past.keys();
    }

    /** The limits as they counted, by the plan as it was; without what was left of grants. */
    EffectiveLimits limits(String tenantId, String at, Actor actor) {
        var gate = TenantGate.toRead(actor);
        letThrough(tenantId, gate);
        var position = moments.position("at", at);
        var past = registered(tenantId, position, Part.ALL);
        gatekeeper.letThroughNow(tenantId, gate);
        return limits(past, position);
    }

    /**
     * What differs between two moments, in either order.
     *
     * @param from by default that of the registration
     * @param to by default now
     */
    Difference diff(String tenantId, @Nullable String from, @Nullable String to, Actor actor) {
        var gate = TenantGate.toRead(actor);
        letThrough(tenantId, gate);
        var end = to == null ? moments.now() : moments.position("to", to);
        var after = registered(tenantId, end, Part.ALL);
        var start = from == null ? after.registeredAt() : moments.position("from", from);
        var before = registered(tenantId, start, Part.ALL);
        var changes = diff.between(before, limits(before, start), after, limits(after, end));
        gatekeeper.letThroughNow(tenantId, gate);
        return new Difference(start, end, changes);
    }

    private PastState past(String tenantId, String at, TenantGate gate, Part part) {
        letThrough(tenantId, gate);
        return registered(tenantId, moments.position("at", at), part);
    }

    private void letThrough(String tenantId, TenantGate gate) {
        progress.awaitRequested();
        gatekeeper.letThrough(tenantId, gate);
    }

    private PastState registered(String tenantId, long position, Part part) {
        var state = states.at(position, tenantId, part);
        if (!state.isRegistered()) {
            throw Rejection.notFound(TypeId.TENANT.thing(), tenantId);
        }
        return state;
    }

    private EffectiveLimits limits(PastState state, long position) {
        var plan = state.tenant().plan();
        return EffectiveLimits.of(
                state.overrides(), plan, states.limitsOfPlan(plan, position), state.use());
    }
}
