package io.voc.tenancy.query.configuration;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.eventstore.log.LogEntry;
import io.voc.tenancy.kit.problem.Rejections;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells all who watch one tenant what the log has of it, in the log's order: each version is read
 * once, by one thread at a time, however many watch.
 */
final class WatchedTenant {

    /** How many versions are read at once. */
    static final int PAGE = 64;

    private static final Logger log = LoggerFactory.getLogger(WatchedTenant.class);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final String tenantId;
    private final ConfigurationHistory history;
    private final ConfigurationRenderer renderer;
    private final Executor threads;
    private final Queue<LogEntry> news = new ConcurrentLinkedQueue<>();
    private final AtomicInteger wakes = new AtomicInteger();
    private final Set<Watcher> watchers = new LinkedHashSet<>();
    private final List<End> ends = new ArrayList<>();
    private int holders; // who looks this up by its tenant's id guards it
    private long newest = -1; // version that the feed has told of, by its position
    private long told = -1; // up to where all of them have been told

    WatchedTenant(
            String tenantId,
            ConfigurationHistory history,
            ConfigurationRenderer renderer,
            Executor threads) {
        this.tenantId = tenantId;
        this.history = history;
        this.renderer = renderer;
        this.threads = threads;
    }

    private record End(long position, TenantStatus status) {}

    /** Someone begins to watch; to be called by one at a time, as {@link #release}. */
    void hold() {
        holders++;
    }

    /** Someone watches no more; answers whether that was the last. */
    boolean release() {
        return --holders == 0;
    }

    /** An event of this tenant; on the feed's thread, which goes on at once. */
    void news(LogEntry entry) {
        news.add(entry);
        wake();
    }

    /**
     * Takes in a watcher who knows everything up to a position.
     *
     * @return false when it does not know what the others have been told already
     */
    synchronized boolean join(Watcher watcher, long position) {
        if (watchers.isEmpty()) {
            told = Math.max(told, position);
        }
        if (position < told) {
            return false;
        }
        watcher.moveTo(position);
        watchers.add(watcher);
        wake();
        return true;
    }

    synchronized void leave(Watcher watcher) {
        watchers.remove(watcher);
    }

    private void wake() {
        if (wakes.getAndIncrement() == 0) {
            threads.execute(this::work);
        }
    }

    private void work() {
        int answered;
        do {
            answered = wakes.get();
            try {
                tellAll();
            } catch (RuntimeException e) {
                failed(e);
            }
        } while (wakes.addAndGet(-answered) != 0);
    }

    /** Reads without the lock. */
    private void tellAll() {
        while (hasNews()) {
            tell(untold());
        }
    }

    private synchronized boolean hasNews() {
        takeNews();
        if (watchers.isEmpty()) {
            ends.clear(); // who joins later asks the gate
        }
        return !ends.isEmpty() || (newest > told && !watchers.isEmpty());
    }

    private ConfigurationHistory.Versions untold() {
        long from;
        boolean isNew;
        synchronized (this) {
            from = told;
            isNew = newest > told;
        }
        return isNew
                ? history.after(tenantId, from, PAGE)
                : new ConfigurationHistory.Versions(from, List.of());
    }

    private void takeNews() {
        for (var entry = news.poll(); entry != null; entry = news.poll()) {
            if (ConfigurationChanges.isNewVersion(entry)) {
                newest = Math.max(newest, entry.position());
            }
            var position = entry.position();
            ConfigurationChanges.status(entry)
                    .ifPresent(status -> ends.add(new End(position, status)));
        }
    }

    private synchronized void tell(ConfigurationHistory.Versions versions) {
        var isMore = versions.list().size() == PAGE;
        var rendered = new Rendered(versions.list());
        for (var watcher : List.copyOf(watchers)) {
            var end = isMore ? Optional.<End>empty() : endOf(watcher);
            rendered.tell(watcher, end.map(End::position).orElse(Long.MAX_VALUE));
            end.ifPresent(it -> watcher.end(reason(watcher, it.status())));
        }
        told = Math.max(told, isMore ? versions.list().getLast().position() : versions.asOf());
        if (!isMore) {
            ends.clear();
        }
    }

    private Optional<End> endOf(Watcher watcher) {
        return ends.stream()
                .filter(end -> end.position() > watcher.position())
                .filter(end -> watcher.request().gate().refusal(tenantId, end.status()).isPresent())
                .findFirst();
    }

    private Rejection reason(Watcher watcher, TenantStatus status) {
        return watcher.request().gate().refusal(tenantId, status).orElseThrow();
    }

    private void failed(RuntimeException failure) {
        if (Rejections.in(failure).isPresent()) { // an outage: what is to be told stays to be told
            pause();
            wakes.incrementAndGet();
            return;
        }
        log.error("The versions of a configuration can't be told", failure);
        List<Watcher> all;
        synchronized (this) {
            all = List.copyOf(watchers);
        }
        all.forEach(watcher -> watcher.end(Rejections.ofDefect()));
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Versions, each made into bytes once for all who are sent the same form. */
    private final class Rendered {

        private final List<ConfigurationHistory.Version> versions;
        private final Map<ConfigurationForm, List<byte[]>> byForm =
                new EnumMap<>(ConfigurationForm.class);

        Rendered(List<ConfigurationHistory.Version> versions) {
            this.versions = versions;
        }

        void tell(Watcher watcher, long before) {
            var bytes = byForm.computeIfAbsent(watcher.request().form(), this::render);
            for (int i = 0; i < versions.size(); i++) {
                var position = versions.get(i).position();
                if (position > watcher.position() && position < before) {
                    watcher.moveTo(position);
                    watcher.tell(bytes.get(i));
                }
            }
        }

        private List<byte[]> render(ConfigurationForm form) {
            return versions.stream()
                    .map(version -> renderer.render(version.view(), form).bytes())
                    .toList();
        }
    }
}
