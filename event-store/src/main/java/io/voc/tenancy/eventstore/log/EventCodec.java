package io.voc.tenancy.eventstore.log;

import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.eventstore.secrecy.SealedText;
import io.voc.tenancy.eventstore.serialization.EventSerializer;
import io.voc.tenancy.eventstore.serialization.SealedMetadata;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.EventStreamUtils;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedMetaData;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Turns event messages into what is stored and back. */
public final class EventCodec {

    private final Serializer serializer;
    private final SealedMetadata metadata;
    private final EventUpcaster upcasters;

    public EventCodec(Serializer serializer, SealedMetadata metadata, EventUpcaster upcasters) {
        this.serializer = serializer;
        this.metadata = metadata;
        this.upcasters = upcasters;
    }

    /**
     * The same for those who are never to tell what is personal or secret, and so can't even read
     * it: each such value reads as erased.
     */
    public EventCodec withoutSecrets() {
        return new EventCodec(new EventSerializer(SealedText.erased()), metadata, upcasters);
    }

    /** The event as it is to be stored. */
    public NewEvent encode(DomainEventMessage<?> message) {
        var payload = message.serializePayload(serializer, byte[].class);
        var tenantId = ((DomainEvent) message.getPayload()).tenantId();
        var sealed = metadata.seal(tenantId, message.getIdentifier(), message.getMetaData());
        return new NewEvent(
                UUID.fromString(message.getIdentifier()),
                tenantId,
                message.getType(),
                message.getAggregateIdentifier(),
                message.getSequenceNumber(),
                payload.getType().getName(),
                Integer.parseInt(payload.getType().getRevision()),
                message.getTimestamp().truncatedTo(ChronoUnit.MILLIS),
                payload.getData(),
                serializer.serialize(sealed, byte[].class).getData());
    }

    /**
     * The messages of stored events, which know their positions; payloads are decoded when they are
     * asked for.
     */
    public Stream<? extends TrackedEventMessage<?>> decode(List<StoredEvent> events) {
        return EventUtils.upcastAndDeserializeTrackedEvents(
                events.stream()
                        .map(event ->
                                new TrackedDomainEventData<>(
                                        new GlobalSequenceTrackingToken(event.position()),
                                        entry(event))),
                serializer,
                upcasters);
    }

    /** What a stored event's metadata tell, in clear, without what can't be read any more. */
    public MetaData metadata(StoredEvent event) {
        MetaData stored =
                serializer.deserialize(new SerializedMetaData<>(event.metadata(), byte[].class));
        return metadata.open(event.tenantId(), event.eventId().toString(), stored);
    }

    /** The stream of an aggregate's stored events. */
    DomainEventStream decodeAggregate(Stream<StoredEvent> events) {
        return EventStreamUtils.upcastAndDeserializeDomainEvents(
                events.map(EventCodec::entry), serializer, upcasters);
    }

    private static GenericDomainEventEntry<byte[]> entry(StoredEvent event) {
        return new GenericDomainEventEntry<>(
                event.aggregateType(),
                event.aggregateId(),
                event.sequence(),
                event.eventId().toString(),
                event.happenedAt(),
                event.type(),
                String.valueOf(event.revision()),
                event.payload(),
                event.metadata());
    }
}
