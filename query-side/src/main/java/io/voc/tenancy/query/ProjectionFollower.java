package io.voc.tenancy.query;

import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.unitofwork.UnitOfWork;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Handles every event beside a projection, which handles only some. So each batch is one in which
 * something was handled, and only of those Axon stores the token with the rows; without, the token
 * would stay behind while the events are of no concern to the projection. It also tells this node's
 * readers, once the rows are committed.
 */
final class ProjectionFollower {

    private final String projection;
    private final AppliedPositions applied;

    ProjectionFollower(String projection, AppliedPositions applied) {
        this.projection = projection;
        this.applied = applied;
    }

    /**
     * Also of a kind that only a newer release knows.
     *
     * @param event is of no concern
     */
    @EventHandler
    void on(Object event, TrackingToken token, UnitOfWork<?> batch) {
        latest(batch.root()).set(token.position().orElse(0));
    }

    private AtomicLong latest(UnitOfWork<?> batch) {
        return batch.getOrComputeResource(
                ProjectionFollower.class.getName(),
                _ -> {
                    var latest = new AtomicLong();
                    batch.afterCommit(_ -> applied.learn(projection, latest.get()));
                    return latest;
                });
    }
}
