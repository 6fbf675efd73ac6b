package io.voc.tenancy.query;

import io.voc.tenancy.contracts.event.EventCatalogue;
import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.CompensationStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingCompensated;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingStarted;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.tenant.TenantEvent;
import io.voc.tenancy.contracts.tenant.TenantGate;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.eventstore.log.LogEntry;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Asks the tenant's gate on the primary, or remembers what it said for as long as that is known to
 * be true; one memory for every interface, so that all see a status in the same instant.
 */
@Component
public final class Gatekeeper {

    private static final String STATUS =
            """
            SELECT head.position, gate.status
            FROM event_store.head LEFT JOIN command.tenant_gate AS gate ON gate.tenant_id = :tenantId
            WHERE head.is_only
            """;

    private static final Set<String> CHANGES =
            Stream.concat(
                            Stream.of(TenantEvent.class.getPermittedSubclasses()),
                            Stream.of(
                                    OnboardingStarted.class,
                                    CompensationStarted.class,
                                    OnboardingCompensated.class))
                    .map(event -> EventCatalogue.typeOf(event).name())
                    .collect(Collectors.toUnmodifiableSet());

    private final JdbcClient jdbc;
    private final PrimaryReads reads;
    private final NearCache<String, TenantStatus> statuses;

    Gatekeeper(JdbcClient jdbc, PrimaryReads reads, NearCaches caches) {
        this.jdbc = jdbc;
        this.reads = reads;
        this.statuses = caches.cache("gate", 1, _ -> 0, this::ask);
        caches.follow(this::follow);
    }

    /**
     * Passes only if the tenant exists and its status lets through, as of the request's consistency
     * token at least.
     *
     * @return the status
     * @throws Rejection {@code not-found}, or the gate's refusal
     */
    public TenantStatus letThrough(String tenantId, TenantGate gate) {
        return letThrough(tenantId, gate, Asked.now()).value().orElseThrow();
    }

    /**
     * As {@link #letThrough(String, TenantGate)}, in answer to a question.
     *
     * @return the status, of which the question is to be asked again before the answer
     */
    public NearCache.Known<TenantStatus> letThrough(String tenantId, TenantGate gate, Asked asked) {
        if (!TypeId.TENANT.matches(tenantId)) {
            throw Rejection.notFound("tenant", tenantId);
        }
        var known = statuses.get(tenantId, asked);
        gate.check(
                tenantId, known.value().orElseThrow(() -> Rejection.notFound("tenant", tenantId)));
        return known;
    }

    /**
     * Whether a tenant's gate may be another after an event; an onboarding has one before its
     * tenant.
     */
    public static boolean isChangedBy(LogEntry event) {
        return CHANGES.contains(event.type());
    }

    /**
     * Passes only if the status on the primary lets through now.
     *
     * @return the status
     */
    public TenantStatus letThroughNow(String tenantId, TenantGate gate) {
        var status =
                ask(tenantId).value().orElseThrow(() -> Rejection.notFound("tenant", tenantId));
        gate.check(tenantId, status);
        return status;
    }

    private NearCache.Loaded<TenantStatus> ask(String tenantId) {
        return reads.inTurn(() ->
                jdbc.sql(STATUS)
                        .param("tenantId", tenantId)
                        .query((row, _) -> loaded(row))
                        .single());
    }

    private static NearCache.Loaded<TenantStatus> loaded(ResultSet row) throws SQLException {
        return new NearCache.Loaded<>(
                row.getLong("position"),
                Optional.ofNullable(row.getString("status")).map(TenantStatus::valueOf));
    }

    private void follow(LogEntry entry) {
        if (isChangedBy(entry)) {
            statuses.changed(entry.tenantId(), entry.position());
        }
    }
}
