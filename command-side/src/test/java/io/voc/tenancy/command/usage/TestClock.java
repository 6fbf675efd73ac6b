package io.voc.tenancy.command.usage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that a test sets. */
final class TestClock extends Clock implements InstantSource {

    private final AtomicReference<Instant> now;

    TestClock(String now) {
        this.now = new AtomicReference<>(Instant.parse(now));
    }

    void set(String at) {
        now.set(Instant.parse(at));
    }

    void advance(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
