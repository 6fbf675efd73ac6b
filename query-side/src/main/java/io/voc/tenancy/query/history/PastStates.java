package io.voc.tenancy.query.history;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.voc.tenancy.contracts.apikey.ApiKeyEvent;
import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingStarted;
import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.contracts.plan.PlanEvent;
import io.voc.tenancy.contracts.plan.PlanView;
import io.voc.tenancy.contracts.plan.TenantLimitsEvent;
import io.voc.tenancy.contracts.tenant.TenantEvent;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRegistered;
import io.voc.tenancy.eventstore.log.EventCodec;
import io.voc.tenancy.eventstore.log.LogTable;
import io.voc.tenancy.eventstore.log.StoredEvent;
import io.voc.tenancy.eventstore.log.TenantEvents;
import io.voc.tenancy.query.PrimaryReads;

import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import javax.sql.DataSource;

/**
 * Reads a tenant's past from the log, only those events that what is asked for is made of, and
 * folds them page by page. Of configurations one event tells all, which the index finds at once.
 */
@Component
class PastStates {

    private static final int PAGE = 500;

    private final DataSource database;
    private final EventCodec codec;
    private final PrimaryReads reads;

    PastStates(DataSource database, EventCodec codec, PrimaryReads reads) {
        this.database = database;
        this.codec = codec;
        this.reads = reads;
    }

    /** Which part of a tenant is asked for, and the events that it is made of. */
    enum Part {
        TENANT(TenantEvent.class),
        CONFIGURATION(TenantRegistered.class),
        API_KEYS(TenantRegistered.class, ApiKeyEvent.class),
        /** Whatever the tenant has. */
        ALL(TenantEvent.class, ApiKeyEvent.class, TenantLimitsEvent.class, OnboardingStarted.class);

        @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable set
        private final Set<Class<? extends DomainEvent>> events;

        Part(Class<?>... vocabularies) {
            events =
                    Stream.of(vocabularies)
                            .flatMap(Part::members)
                            .map(event -> event.asSubclass(DomainEvent.class))
                            .collect(toUnmodifiableSet());
        }

        private static Stream<Class<?>> members(Class<?> vocabulary) {
            return vocabulary.isSealed()
                    ? Stream.of(vocabulary.getPermittedSubclasses())
                    : Stream.of(vocabulary);
        }

        private boolean hasConfiguration() {
            return this == CONFIGURATION || this == ALL;
        }
    }

    /** A part of a tenant as it was at a position. */
    PastState at(long position, String tenantId, Part part) {
        var state = new PastState(tenantId);
        var rest = TenantEvents.Stretch.upTo(position, tenantId, part.events);
        List<StoredEvent> page;
        do {
            var stretch = rest;
            page = read(connection -> TenantEvents.of(connection, stretch, PAGE));
            apply(page, state);
            rest = page.isEmpty() ? rest : rest.from(page.getLast().position());
        } while (page.size() == PAGE);
        if (part.hasConfiguration()) {
            apply(
                    read(connection ->
                            TenantEvents.configurationAt(connection, tenantId, position).stream()
                                    .toList()),
                    state);
        }
        return state;
    }

    /** What a plan limited at a position; nothing while there was none. */
    List<Limit> limitsOfPlan(@Nullable String name, long position) {
        if (name == null) {
            return List.of();
        }
        PlanView plan = null;
        List<StoredEvent> page;
        long sequence = 0;
        do {
            var from = sequence;
            page =
                    read(connection ->
                            LogTable.readAggregate(
                                    connection, PlanEvent.aggregateId(name), from, PAGE));
            plan = after(plan, page, position);
            sequence += page.size();
        } while (page.size() == PAGE);
        return plan == null || plan.deletedAt() != null ? List.of() : plan.limits();
    }

    private @Nullable PlanView after(
            @Nullable PlanView before, List<StoredEvent> page, long position) {
        var reached = page.stream().filter(event -> event.position() <= position).toList();
        var plan = before;
        for (var message : codec.decode(reached).toList()) {
            if (message.getPayload() instanceof PlanEvent event) {
                plan = PlanView.after(plan, event, message.getTimestamp());
            }
        }
        return plan;
    }

    private void apply(List<StoredEvent> events, PastState state) {
        codec.decode(events)
                .forEach(message ->
                        state.on(message, message.trackingToken().position().orElseThrow()));
    }

    private interface Reading {
        List<StoredEvent> from(Connection connection) throws SQLException;
    }

    private List<StoredEvent> read(Reading reading) {
        return reads.inTurn(() -> {
            try (var connection = database.getConnection()) {
                return reading.from(connection);
            } catch (SQLException e) {
                throw new EventStoreException(
                        "the log can't be read (SQL state " + e.getSQLState() + ")", e);
            }
        });
    }
}
