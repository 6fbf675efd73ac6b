package io.voc.tenancy.query.audit;

import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.Origin;
import io.voc.tenancy.eventstore.log.EventCodec;
import io.voc.tenancy.eventstore.log.StoredEvent;

import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** Makes entries of stored events. */
@Component
class AuditEntries {

    private final TrailEvents events;
    private final EventCodec codec;
    private final Changes changes;
    private final JsonMapper json;

    AuditEntries(TrailEvents events, EventCodec codec, Changes changes, JsonMapper json) {
        this.events = events;
        this.codec = codec;
        this.changes = changes;
        this.json = json;
    }

    /** The entry, as far as the reader may see it. */
    AuditEntry entry(TrailEvent of, Actor reader) {
        var mask = new AuditEntryMask(reader);
        var event = of.event();
        var metadata = codec.metadata(event);
        var decoded = decoded(event);
        return new AuditEntry(
                event.position(),
                event.tenantId(),
                event.type(),
                event.aggregateId(),
                event.sequence(),
                event.recordedAt(),
                mask.masked(actor(metadata)),
                text(metadata, "requestId"),
                text(metadata, "correlationId"),
                text(metadata, "causationId"),
                decoded == null ? null : reason(decoded),
                decoded == null ? List.of() : mask.masked(event.type(), changes(decoded, of)),
                HexFormat.of().formatHex(event.hash()));
    }

    private List<AuditEntry.Change> changes(DomainEvent decoded, TrailEvent of) {
        var previous = events.previous(of);
        return changes.of(decoded, previous == null ? null : decoded(previous));
    }

    /** Null of an event that only a newer release knows. */
    private @Nullable DomainEvent decoded(StoredEvent event) {
        return codec.decode(List.of(event))
                .findFirst()
                .filter(message -> message.getPayload() instanceof DomainEvent)
                .map(message -> (DomainEvent) message.getPayload())
                .orElse(null);
    }

    private @Nullable String reason(DomainEvent event) {
        JsonNode told = json.valueToTree(event);
        return told.path("reason").isString() ? told.path("reason").stringValue() : null;
    }

    private static AuditEntry.Actor actor(MetaData metadata) {
        var roles =
                metadata.get("actorRoles") instanceof Collection<?> told
                        ? told.stream().map(Objects::toString).toList()
                        : List.<String>of();
        return new AuditEntry.Actor(
                text(metadata, "actorSubject"),
                roles,
                text(metadata, Origin.SOURCE_IP),
                text(metadata, Origin.USER_AGENT));
    }

    private static @Nullable String text(MetaData metadata, String name) {
        return metadata.get(name) instanceof String text ? text : null;
    }
}
