package io.voc.tenancy.eventstore.log;

import io.voc.tenancy.eventstore.register.Condition;
import io.voc.tenancy.eventstore.register.RegisterChange;

import java.util.List;

/**
 * What one commit is to store: all of it or nothing.
 *
 * @param conditions what must be true then
 * @param changes what changes in the registers
 */
public record Append(
        List<NewEvent> events, List<Condition> conditions, List<RegisterChange> changes) {

    public Append {
        events = List.copyOf(events);
        conditions = List.copyOf(conditions);
        changes = List.copyOf(changes);
    }
}
