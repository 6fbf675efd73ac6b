package io.voc.tenancy.eventstore.log;

import io.voc.tenancy.eventstore.log.Verification.Broken;
import io.voc.tenancy.eventstore.log.Verification.Kind;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

/**
 * Tells how the log was changed where its chain breaks. May read all the rest of the log, in search
 * of the event that belongs there.
 *
 * @param last the last event that is as it was appended
 * @param end where the log ends
 */
record BreakDiagnosis(DataSource database, BulkReader reader, Head last, long end) {

    /** Names what is wrong with the event that comes next but does not follow. */
    Broken of(StoredEvent event) throws SQLException {
        var broken = last.position() + 1;
        if (event.position() != broken) {
            return new Broken(
                    broken,
                    Kind.REMOVED,
                    "nothing stands at %d, the next event is at %d"
                            .formatted(broken, event.position()));
        }
        if (belongs(event, broken, last.hash())) {
            return new Broken(
                    broken,
                    Kind.TIME_RUNS_BACK,
                    "recorded at %s, the event before at %s"
                            .formatted(event.recordedAt(), last.recordedAt()));
        }
        var displaced = displaced();
        return displaced.isPresent()
                ? displacedBy(event, displaced.get())
                : new Broken(
                        broken,
                        Kind.CHANGED,
                        "the %s event %s is not the one appended here"
                                .formatted(event.type(), event.eventId()));
    }

    private Broken displacedBy(StoredEvent event, StoredEvent displaced) throws SQLException {
        var isReordered =
                belongs(event, event.position() + 1, displaced.hash())
                        || belongs(event, displaced.position(), before(displaced).hash());
        return new Broken(
                event.position(),
                isReordered ? Kind.REORDERED : Kind.INSERTED,
                "the event appended at %d is at %d"
                        .formatted(event.position(), displaced.position()));
    }

    /** The event further on that was appended where the chain breaks. */
    private Optional<StoredEvent> displaced() throws SQLException {
        var found = new ArrayList<StoredEvent>();
        reader.<List<StoredEvent>>read(
                last.position() + 1,
                end,
                event ->
                        belongs(event, last.position() + 1, last.hash())
                                ? List.of(event)
                                : List.of(),
                events -> events.forEach(found::addAll));
        return found.stream().findFirst();
    }

    private StoredEvent before(StoredEvent event) throws SQLException {
        try (var connection = database.getConnection()) {
            return LogTable.readAfter(connection, event.position() - 2, 1).getFirst();
        }
    }

    private static boolean belongs(StoredEvent event, long position, byte[] previous) {
        return Arrays.equals(event.hash(), new HashChain().hash(previous, position, event));
    }
}
