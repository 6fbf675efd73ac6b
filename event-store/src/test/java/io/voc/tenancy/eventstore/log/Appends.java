package io.voc.tenancy.eventstore.log;

import io.voc.tenancy.eventstore.register.RegisterChange;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Appends of events that say nothing but whose they are. */
final class Appends {

    private Appends() {}

    static Append append(NewEvent... events) {
        return new Append(List.of(events), List.of(), List.of());
    }

    /** The first event of an aggregate, with what changes besides. */
    static Append first(String id, RegisterChange... changes) {
        return new Append(List.of(event(id, 0)), List.of(), List.of(changes));
    }

    static NewEvent event(String id, long sequence) {
        return new NewEvent(
                UUID.randomUUID(),
                id,
                "Tenant",
                id,
                sequence,
                "tenant.activated",
                1,
                Instant.EPOCH,
                ("{\"tenantId\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8),
                "{}".getBytes(StandardCharsets.UTF_8));
    }
}
