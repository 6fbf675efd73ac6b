package io.voc.tenancy.eventstore.serialization;

import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.identity.Origin;
import io.voc.tenancy.eventstore.secrecy.DataKeys;
import io.voc.tenancy.eventstore.secrecy.SealedText;

import org.axonframework.messaging.MetaData;

import java.util.List;
import java.util.Set;

/**
 * Encrypts what the metadata of an event tells of a person: each value is bound to its tenant, its
 * event and its name, such as {@code tenantId|eventId|metadata.sourceIp}. Events that belong to no
 * tenant are sealed with a key of the platform, made when first needed.
 */
public final class SealedMetadata {

    private static final List<String> SENSITIVE = List.of(Origin.SOURCE_IP, Origin.USER_AGENT);

    private final DataKeys keys;
    private final SealedText text;

    public SealedMetadata(DataKeys keys) {
        this.keys = keys;
        this.text = new SealedText(keys);
    }

    /** The metadata as they are stored. */
    public MetaData seal(String tenantId, String eventId, MetaData metadata) {
        var sealed = metadata;
        for (var name : SENSITIVE) {
            if (metadata.get(name) instanceof String clear) {
                if (tenantId.equals(DomainEvent.PLATFORM)) {
                    keys.ensure(tenantId);
                }
                sealed =
                        sealed.and(
                                name, text.seal(tenantId, context(tenantId, eventId, name), clear));
            }
        }
        return sealed;
    }

    /** The metadata in clear, without what can't be read any more. */
    public MetaData open(String tenantId, String eventId, MetaData stored) {
        var clear = stored;
        for (var name : SENSITIVE) {
            if (stored.get(name) instanceof String value && SealedText.isSealed(value)) {
                var opened = text.open(tenantId, context(tenantId, eventId, name), value);
                clear =
                        opened.isPresent()
                                ? clear.and(name, opened.get())
                                : clear.withoutKeys(Set.of(name));
            }
        }
        return clear;
    }

    private static String context(String tenantId, String eventId, String name) {
        return tenantId + '|' + eventId + "|metadata." + name;
    }
}
