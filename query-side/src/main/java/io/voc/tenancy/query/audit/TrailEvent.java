package io.voc.tenancy.query.audit;

import io.voc.tenancy.eventstore.log.StoredEvent;
import io.voc.tenancy.eventstore.log.TrailReader.Previous;

import org.jspecify.annotations.Nullable;

/**
 * An event of a trail, as it is stored.
 *
 * @param previous the one that tells what was there before; null when there is none
 */
record TrailEvent(StoredEvent event, @Nullable Previous previous) {

    long position() {
        return event.position();
    }

    /** How many bytes are read to tell of it. */
    long weight() {
        return event.payload().length + (previous == null ? 0L : previous.bytes());
    }
}
