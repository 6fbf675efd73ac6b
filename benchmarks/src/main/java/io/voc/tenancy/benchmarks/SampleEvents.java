package io.voc.tenancy.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voc.tenancy.command.Ids;
import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.eventstore.log.Append;
import io.voc.tenancy.eventstore.log.NewEvent;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Makes events as they are stored, each the first of another tenant. */
final class SampleEvents {

    private static final byte[] PAYLOAD = BareRows.PAYLOAD.getBytes(UTF_8);
    private static final byte[] METADATA = BareRows.METADATA.getBytes(UTF_8);

    private final Ids ids = new Ids();

    /** One event, without conditions and changes of registers. */
    Append append() {
        var id = ids.next(TypeId.TENANT);
        return new Append(
                List.of(
                        new NewEvent(
                                UUID.randomUUID(),
                                id,
                                "Tenant",
                                id,
                                0,
                                "tenant.registered",
                                1,
                                Instant.now(),
                                PAYLOAD,
                                METADATA)),
                List.of(),
                List.of());
    }
}
