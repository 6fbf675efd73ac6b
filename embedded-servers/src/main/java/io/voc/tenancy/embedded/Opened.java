package io.voc.tenancy.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a server holds open, closed in reverse order when it stops or when its start fails half way.
 */
final class Opened {

    interface Start<S> {
        S with(Opened opened) throws IOException;
    }

    private final Deque<AutoCloseable> resources = new ArrayDeque<>();

    static <S> S start(Start<S> start) {
        var opened = new Opened();
        try {
            return start.with(opened);
        } catch (IOException failure) {
            opened.closeAfter(failure);
            throw new UncheckedIOException(failure);
        } catch (RuntimeException | Error failure) {
            opened.closeAfter(failure);
            throw failure;
        }
    }

    <R extends AutoCloseable> R add(R resource) {
        resources.push(resource);
        return resource;
    }

    /**
     * Closes everything, also past a failure, which is thrown at the end; a second call does
     * nothing.
     */
    synchronized void close() {
        var failures = new IllegalStateException("an embedded server did not stop cleanly");
        while (!resources.isEmpty()) {
            try {
                resources.pop().close();
            } catch (Exception failure) {
                failures.addSuppressed(failure);
            }
        }
        if (failures.getSuppressed().length > 0) {
            throw failures;
        }
    }

    private void closeAfter(Throwable failure) {
        try {
            close();
        } catch (IllegalStateException further) {
            failure.addSuppressed(further);
        }
    }
}
