package io.voc.tenancy.eventstore.log;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Tells this process's caches of its own commits before anyone is answered, so that whoever has
 * written here reads it here; the {@link Feed} tells them of the same again, and of all others'.
 */
public final class OwnCommits {

    private final List<Consumer<LogEntry>> listeners = new CopyOnWriteArrayList<>();

    /** Is given every event that this process has appended, on whichever thread; must be quick. */
    public void listen(Consumer<LogEntry> listener) {
        listeners.add(listener);
    }

    /** An append is durable; the log has its events up to the position. */
    void tell(Append append, Appended appended) {
        if (listeners.isEmpty()) {
            return;
        }
        var position = appended.position() - append.events().size();
        for (var event : append.events()) {
            var entry =
                    new LogEntry(
                            ++position,
                            event.type(),
                            event.tenantId(),
                            event.aggregateId(),
                            event.sequence());
            listeners.forEach(listener -> listener.accept(entry));
        }
    }
}
