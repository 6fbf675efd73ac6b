package io.voc.tenancy.query;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.eventstore.log.Feed;
import io.voc.tenancy.eventstore.log.OrderedLog;
import io.voc.tenancy.kit.consistency.ConsistencyToken;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Lets a read wait until its view includes a position of the log. */
@Component
public final class ProjectionProgress {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final AppliedPositions applied;
    private final OrderedLog log;
    private final Feed feed;

    ProjectionProgress(AppliedPositions applied, OrderedLog log, Feed feed) {
        this.applied = applied;
        this.log = log;
        this.feed = feed;
    }

    /**
     * Waits until the view includes what the request's consistency token stands for, if it has one.
     *
     * @param projections of the view that is about to be read
     * @throws Rejection {@code validation-failed} when the token is malformed or above the head,
     *     {@code projection-behind} when the view does not include it within 2 s
     */
    public void awaitRequested(String... projections) {
        var requested = ConsistencyToken.requested();
        if (requested.isEmpty()) {
            return;
        }
        var position = requested.getAsLong();
        if (position > feed.applied() && position > log.head().position()) {
            throw ConsistencyToken.invalid("is beyond everything that was written");
        }
        var end = System.nanoTime() + PATIENCE.toNanos();
        for (var projection : projections) {
            var left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            if (!applied.await(projection, position, left)) {
                throw new Rejection(
                        RejectionCode.PROJECTION_BEHIND,
                        "What is asked for is stored but can't be read yet; try again");
            }
        }
    }

    /**
     * What the read finds, now or once the view includes all that is stored now; empty when that
     * does not have it.
     *
     * @throws Rejection {@code projection-behind} when the view does not include that within 2 s
     */
    public <T> Optional<T> find(String projection, Supplier<Optional<T>> read) {
        return read.get()
                .or(() -> {
                    if (!applied.await(projection, log.head().position(), PATIENCE)) {
                        throw new Rejection(
                                RejectionCode.PROJECTION_BEHIND,
                                "The view does not include the newest changes yet; try again");
                    }
                    return read.get();
                });
    }

    /**
     * What the read finds, now or once the view includes all that is stored now, of a thing that is
     * stored.
     *
     * @param thing what is waited for, as a noun
     * @throws Rejection {@code projection-behind} when it can't be read within 2 s
     */
    public <T> T awaitKnown(String projection, Supplier<Optional<T>> read, String thing) {
        return read.get()
                .or(() -> {
                    applied.await(projection, log.head().position(), PATIENCE);
                    return read.get();
                })
                .orElseThrow(() ->
                        new Rejection(
                                RejectionCode.PROJECTION_BEHIND,
                                "The " + thing + " is stored but can't be read yet; try again"));
    }
}
