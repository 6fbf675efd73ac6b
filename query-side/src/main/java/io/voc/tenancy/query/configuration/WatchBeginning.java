package io.voc.tenancy.query.configuration;

import io.voc.tenancy.contracts.configuration.ConfigurationView;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.eventstore.log.Feed;
import io.voc.tenancy.kit.problem.Rejections;
import io.voc.tenancy.query.Gatekeeper;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/**
 * What a watcher is sent first, from the log, until it has caught up and joins those who are told
 * of what comes. It waits for the watcher, on a thread of its own.
 */
record WatchBeginning(
        Watcher watcher,
        WatchedTenant tenant,
        ConfigurationHistory history,
        ConfigurationRenderer renderer,
        Gatekeeper gatekeeper,
        Feed feed)
        implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(WatchBeginning.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Override
    public void run() {
        try {
            if (!feed.await(0, PATIENCE)) { // what it has not begun to follow it would not tell
                throw new Rejection(
                        RejectionCode.UNAVAILABLE, "This node does not follow the log yet");
            }
            if (catchUp()) {
                // whatever ended it before it had joined
                gatekeeper.letThroughNow(watcher.request().tenantId(), watcher.request().gate());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            watcher.end(
                    Rejections.in(e)
                            .orElseGet(() -> {
                                log.error("A watch can't begin", e);
                                return Rejections.ofDefect();
                            }));
        }
    }

    private boolean catchUp() throws InterruptedException {
        var tenantId = watcher.request().tenantId();
        var versions = first();
        while (true) {
            for (var version : versions.list()) {
                if (!send(version.view())) {
                    return false;
                }
            }
            var isMore = versions.list().size() == WatchedTenant.PAGE;
            var known = isMore ? versions.list().getLast().position() : versions.asOf();
            if (!isMore && tenant.join(watcher, known)) {
                return watcher.isListening() || left();
            }
            versions = history.after(tenantId, known, WatchedTenant.PAGE);
        }
    }

    private ConfigurationHistory.Versions first() throws InterruptedException {
        var tenantId = watcher.request().tenantId();
        var after = watcher.request().afterVersion();
        if (after != null) {
            var versions = history.above(tenantId, after, WatchedTenant.PAGE);
            if (versions.list().isEmpty()) {
                checkIsThere(after);
            }
            return versions;
        }
        var newest = history.newest(tenantId);
        if (newest.list().isEmpty()) {
            send(ConfigurationView.none(tenantId));
        }
        return newest;
    }

    /** It was over before it had joined. */
    private boolean left() {
        tenant.leave(watcher);
        return false;
    }

    private void checkIsThere(long version) {
        var newest = history.newest(watcher.request().tenantId()).list();
        var there = newest.isEmpty() ? 0 : newest.getLast().view().version();
        if (version > there) {
            throw Rejection.invalid(
                    "afterVersion", "afterVersion is above the current version, " + there);
        }
    }

    private boolean send(ConfigurationView view) throws InterruptedException {
        return watcher.tellWhenReady(renderer.render(view, watcher.request().form()).bytes());
    }
}
