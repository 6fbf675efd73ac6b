package io.voc.tenancy.e2e;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToLongFunction;

/** Watches as a service should: where a watch ends, it goes on at the next node. */
final class ResumingWatcher implements AutoCloseable {

    private final List<String> nodes;
    private final String tenant;
    private final List<Watching> watches = new CopyOnWriteArrayList<>();

    ResumingWatcher(List<String> nodes, String tenant) {
        this.nodes = nodes;
        this.tenant = tenant;
        watches.add(Watching.current(nodes.getFirst(), Tokens.service(), tenant));
    }

    String tenant() {
        return tenant;
    }

    /** Waits for a version, and resumes as often as that takes. */
    void awaitVersion(long version, Duration within) {
        await("version " + version + " of " + tenant)
                .atMost(within)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    if (watches.getLast().isOver() && newest() < version) {
                        resume();
                    }
                    return newest() >= version;
                });
    }

    private void resume() {
        var node = nodes.get(watches.size() % nodes.size());
        watches.add(
                newest() < 0
                        ? Watching.current(node, Tokens.service(), tenant)
                        : Watching.after(node, Tokens.service(), tenant, newest()));
    }

    private long newest() {
        return versions().stream().mapToLong(Long::longValue).max().orElse(-1);
    }

    /** All that were seen, in the order of seeing. */
    List<Long> versions() {
        return watches.stream().flatMap(watch -> watch.versions().stream()).toList();
    }

    /** Why each watch before the last has ended. */
    List<String> ends() {
        return watches.stream().limit(watches.size() - 1L).map(Watching::ended).toList();
    }

    List<Long> delays(long after, ToLongFunction<Long> writtenAt) {
        return watches.stream().flatMap(watch -> watch.delays(after, writtenAt).stream()).toList();
    }

    @Override
    public void close() {
        watches.getLast().close();
    }
}
