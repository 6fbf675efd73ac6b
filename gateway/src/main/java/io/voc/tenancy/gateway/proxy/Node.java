package io.voc.tenancy.gateway.proxy;

import org.apache.hc.core5.http.HttpHost;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** One node of a side. One that can't be reached is left out for a short while. */
final class Node {

    private static final Logger log = LoggerFactory.getLogger(Node.class);
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();
    private static final long REACHED = 0;

    private final HttpHost host;
    private final String basePath;
    private final AtomicLong leftOutUntil = new AtomicLong(REACHED);

    /** A node at a base URL such as {@code http://host:8080}. */
    Node(URI url) {
        this.host = HttpHost.create(url);
        this.basePath = url.getRawPath().replaceAll("/+$", "");
    }

    HttpHost host() {
        return host;
    }

    /** The path of this node's for a path of the gateway's. */
    String path(String path) {
        return basePath + path;
    }

    /** Whether to ask this node; of one that is left out, one caller finds out for all others. */
    boolean isWorthAsking() {
        long until = leftOutUntil.get();
        return until == REACHED
                || (System.nanoTime() - until >= 0
                        && leftOutUntil.compareAndSet(until, afterPause()));
    }

    /** Nobody was there. */
    void leaveOut(Exception why) {
        if (leftOutUntil.getAndSet(afterPause()) == REACHED) {
            log.warn("{} can't be reached: {}", host, why.getMessage());
        }
    }

    /** It has answered. */
    void takeIn() {
        if (leftOutUntil.get() != REACHED && leftOutUntil.getAndSet(REACHED) != REACHED) {
            log.info("{} is back", host);
        }
    }

    private static long afterPause() {
        long until = System.nanoTime() + PAUSE;
        return until == REACHED ? until + 1 : until;
    }

    @Override
    public String toString() {
        return host + basePath;
    }
}
