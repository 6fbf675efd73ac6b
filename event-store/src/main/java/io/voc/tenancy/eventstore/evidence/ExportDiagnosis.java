package io.voc.tenancy.eventstore.evidence;

import io.voc.tenancy.eventstore.evidence.Finding.Kind;
import io.voc.tenancy.eventstore.evidence.Finding.Tampered;
import io.voc.tenancy.eventstore.log.HashChain;
import io.voc.tenancy.eventstore.log.StoredEvent;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Arrays;

/**
 * Tells how an export was changed where its chain breaks: looks in the rest of it for the event
 * that belongs there. Places are counted by lines, as positions may be forged with the rest.
 *
 * @param place the position where the break is
 * @param before the hash of the last event that is as it was appended
 * @param rest what follows the broken line
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as they are; nobody compares these records
record ExportDiagnosis(long place, byte[] before, BufferedReader rest) {

    /** Names what is wrong with what stands at the place; null when it can't be read. */
    Tampered of(@Nullable StoredEvent broken) throws IOException {
        var isFollowedByOneAfterNext = false;
        var previous = broken;
        long at = place + 1;
        for (var line = rest.readLine(); line != null; line = rest.readLine()) {
            var event = ExportLines.event(line);
            if (event != null && belongs(event, place, before)) {
                return displaced(broken, event, previous, at);
            }
            if (at == place + 1 && event != null && broken != null) {
                isFollowedByOneAfterNext = belongs(event, at + 1, broken.hash());
            }
            previous = event;
            at++;
        }
        var isMissing = broken != null && (broken.position() > place || isFollowedByOneAfterNext);
        return isMissing
                ? new Tampered(place, Kind.DELETED, "what was appended here is missing")
                : new Tampered(place, Kind.CHANGED, "what stands here was not appended here");
    }

    private Tampered displaced(
            @Nullable StoredEvent broken, StoredEvent found, @Nullable StoredEvent ahead, long at) {
        var isSwapped =
                broken != null
                        && (belongs(broken, place + 1, found.hash())
                                || (ahead != null && belongs(broken, at, ahead.hash())));
        return new Tampered(
                place,
                isSwapped ? Kind.SWAPPED : Kind.INSERTED,
                "what was appended here stands %d lines further on".formatted(at - place));
    }

    private static boolean belongs(StoredEvent event, long position, byte[] previous) {
        return Arrays.equals(event.hash(), new HashChain().hash(previous, position, event));
    }
}
