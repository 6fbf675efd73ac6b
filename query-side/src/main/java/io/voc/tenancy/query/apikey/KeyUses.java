package io.voc.tenancy.query.apikey;

import io.voc.tenancy.kit.problem.Rejections;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Collects in which minute keys were found good, and writes it down every few seconds. A use is
 * worth no more than that: what a process collects is lost with it.
 */
@Component
class KeyUses implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KeyUses.class);
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    /** What comes while so many wait to be written is not written down. */
    private static final int MOST = 100_000;

    private final KeyUseTable table;
    private final Clock clock;
    private final ConcurrentMap<String, KeyUse> pending = new ConcurrentHashMap<>();
    private final ScheduledExecutorService writer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("key-uses").daemon().factory());

    KeyUses(KeyUseTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
        var _ =
                writer.scheduleWithFixedDelay(
                        this::write, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The key was found good just now. */
    void count(KnownKey known, RegisteredKey key) {
        var minute = clock.millis() / MINUTE;
        if (known.isFirstUseIn(minute) && pending.size() < MOST) {
            var at = Instant.ofEpochMilli(minute * MINUTE);
            pending.put(key.keyId(), new KeyUse(key.keyId(), key.tenantId(), at));
        }
    }

    /** What is taken stays taken only once it is written. */
    private void write() {
        var uses = List.copyOf(pending.values());
        if (uses.isEmpty()) {
            return;
        }
        try {
            table.write(new ArrayList<>(uses));
            uses.forEach(use -> pending.remove(use.keyId(), use));
        } catch (RuntimeException failure) {
            log.warn(
                    "uses of keys are not written down yet: {}",
                    Rejections.in(failure).map(refusal -> refusal.code().code()).orElse("a defect"),
                    Rejections.in(failure).isPresent() ? null : failure);
        }
    }

    @Override
    public void close() {
        writer.shutdown();
        write();
    }
}
