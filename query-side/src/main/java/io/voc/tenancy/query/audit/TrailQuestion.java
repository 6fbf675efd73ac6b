package io.voc.tenancy.query.audit;

import io.voc.tenancy.contracts.event.EventCatalogue;
import io.voc.tenancy.contracts.rejection.FieldFault;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.query.StorableText;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which entries of the trail are asked for; null asks for any.
 *
 * @param type names of events, separated by commas
 * @param from recorded then or later
 * @param to recorded before
 */
record TrailQuestion(
        @Nullable String tenantId,
        @Nullable String actor,
        @Nullable String type,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String correlationId) {

    private static final Set<String> KNOWN =
            EventCatalogue.events()
                    .map(event -> EventCatalogue.typeOf(event).name())
                    .collect(Collectors.toUnmodifiableSet());

    Set<String> types() {
        return type == null ? Set.of() : new LinkedHashSet<>(Arrays.asList(type.split(",", -1)));
    }

    /**
     * Passes if it can be answered.
     *
     * @throws Rejection {@code validation-failed} with every fault
     */
    void check() {
        var faults = new ArrayList<FieldFault>();
        for (var asked : types()) {
            if (!KNOWN.contains(asked)) {
                faults.add(new FieldFault("type", "There is no event " + asked));
            }
        }
        if (from != null && to != null && to.isBefore(from)) {
            faults.add(new FieldFault("to", "to is before from"));
        }
        if (actor != null && !StorableText.is(actor)) {
            faults.add(new FieldFault("actor", "actor has a character that can't be stored"));
        }
        if (correlationId != null && !StorableText.is(correlationId)) {
            faults.add(
                    new FieldFault(
                            "correlationId", "correlationId has a character that can't be stored"));
        }
        if (!faults.isEmpty()) {
            throw Rejection.invalid(faults);
        }
    }

    /** What makes it this list, of which it asks for a page. */
    @Nullable String[] list() {
        return new @Nullable String[] {
            "events", tenantId, actor, type, text(from), text(to), correlationId
        };
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
