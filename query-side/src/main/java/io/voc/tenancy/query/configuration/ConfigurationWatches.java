package io.voc.tenancy.query.configuration;

import io.grpc.stub.ServerCallStreamObserver;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.eventstore.log.Feed;
import io.voc.tenancy.eventstore.log.LogEntry;
import io.voc.tenancy.query.Asked;
import io.voc.tenancy.query.Gatekeeper;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** All who watch configurations at this node. The feed wakes them, and no projection. */
@Component
class ConfigurationWatches {

    /** How many may watch at one node. */
    private static final int MOST = 20_000;

    private final ConfigurationHistory history;
    private final ConfigurationRenderer renderer;
    private final Gatekeeper gatekeeper;
    private final Feed feed;
    private final Clock clock;
    private final Map<String, WatchedTenant> tenants = new ConcurrentHashMap<>();
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService ticks =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("watches").daemon().factory());
    private volatile boolean isStopping;

    ConfigurationWatches(
            ConfigurationHistory history,
            ConfigurationRenderer renderer,
            Gatekeeper gatekeeper,
            Feed feed,
            MeterRegistry metrics,
            Clock clock) {
        this.history = history;
        this.renderer = renderer;
        this.gatekeeper = gatekeeper;
        this.feed = feed;
        this.clock = clock;
        feed.listen(this::follow);
        var _ = ticks.scheduleWithFixedDelay(this::endWithTokens, 1, 1, TimeUnit.SECONDS);
        Gauge.builder("configuration.watchers", watchers, Set::size)
                .description("who watch configurations at this node")
                .register(metrics);
    }

    /**
     * Begins to send, while the call is being handled.
     *
     * @throws Rejection when the watcher may not read the configuration, or the node is full or
     *     stops
     */
    void begin(WatchRequest request, ServerCallStreamObserver<byte[]> call) {
        gatekeeper.letThrough(request.tenantId(), request.gate(), Asked.now());
        if (watchers.size() >= MOST) {
            throw new Rejection(RejectionCode.OVERLOADED, "Too many watch at this node already");
        }
        var tenant = hold(request.tenantId());
        var watcher = new Watcher[1];
        watcher[0] = new Watcher(request, call, () -> leave(watcher[0], tenant));
        watcher[0].listen();
        watchers.add(watcher[0]);
        if (isStopping) {
            watcher[0].end(stopping());
            return;
        }
        threads.execute(
                new WatchBeginning(watcher[0], tenant, history, renderer, gatekeeper, feed));
    }

    private WatchedTenant hold(String tenantId) {
        return tenants.compute(
                tenantId,
                (_, known) -> {
                    var tenant =
                            known == null
                                    ? new WatchedTenant(tenantId, history, renderer, threads)
                                    : known;
                    tenant.hold();
                    return tenant;
                });
    }

    private void leave(Watcher watcher, WatchedTenant tenant) {
        watchers.remove(watcher);
        tenant.leave(watcher);
        tenants.computeIfPresent(
                watcher.request().tenantId(), (_, held) -> held.release() ? null : held);
    }

    private void follow(LogEntry entry) {
        if (ConfigurationChanges.isNewVersion(entry)
                || ConfigurationChanges.status(entry).isPresent()) {
            var tenant = tenants.get(entry.tenantId());
            if (tenant != null) {
                tenant.news(entry);
            }
        }
    }

    private void endWithTokens() {
        var now = clock.instant();
        for (var watcher : watchers) {
            if (!now.isBefore(watcher.request().endsAt())) {
                watcher.end(
                        new Rejection(
                                RejectionCode.UNAUTHENTICATED,
                                "The bearer token has come to its end; resume with another"));
            }
        }
    }

    /** Before the servers stop, so that watchers resume elsewhere. */
    @EventListener(ContextClosedEvent.class)
    void stop() {
        isStopping = true;
        ticks.shutdownNow();
        watchers.forEach(watcher -> watcher.end(stopping()));
    }

    private static Rejection stopping() {
        return new Rejection(RejectionCode.UNAVAILABLE, "This node stops; resume at another");
    }
}
