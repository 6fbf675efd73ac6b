package io.voc.tenancy.query.configuration;

import io.grpc.stub.ServerCallStreamObserver;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.kit.grpc.GrpcRefusals;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * One who watches, at the other end of a stream. What can't be sent yet waits, up to a bound;
 * beyond it the watcher is too slow, and dropped. Nobody who tells it of something has to wait.
 */
final class Watcher {

    /** How many versions may wait for a watcher. */
    static final int MOST_WAITING = 64;

    /** How many bytes of them, unless it is one version. */
    static final long MOST_WAITING_BYTES = 16L << 20;

    /** How long a watcher that resumes may take until it can be sent more. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final WatchRequest request;
    private final ServerCallStreamObserver<byte[]> call;
    private final Runnable onOver;
    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private boolean isOver;
    private long position; // up to which it has been told; its tenant's lock guards it

    /**
     * A watcher to whom nothing was sent yet.
     *
     * @param onOver runs once, when nothing more will be sent
     */
    Watcher(WatchRequest request, ServerCallStreamObserver<byte[]> call, Runnable onOver) {
        this.request = request;
        this.call = call;
        this.onOver = onOver;
    }

    /** Begins to listen to the stream; only while its call is being handled. */
    void listen() {
        call.setOnReadyHandler(this::ready);
        call.setOnCancelHandler(this::cancelled);
    }

    WatchRequest request() {
        return request;
    }

    long position() {
        return position;
    }

    void moveTo(long newPosition) {
        position = newPosition;
    }

    /** Sends a version as soon as the stream takes it. */
    void tell(byte[] version) {
        boolean isTooSlow;
        synchronized (this) {
            waiting.add(version);
            waitingBytes += version.length;
            drain();
            isTooSlow =
                    waiting.size() > MOST_WAITING
                            || (waiting.size() > 1 && waitingBytes > MOST_WAITING_BYTES);
        }
        if (isTooSlow) {
            end(tooSlow());
        }
    }

    /**
     * Sends a version once the stream takes it, for which it waits.
     *
     * @return false when nothing more can be sent
     */
    boolean tellWhenReady(byte[] version) throws InterruptedException {
        synchronized (this) {
            var deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!isOver && !call.isReady()) {
                var left = deadline - System.nanoTime();
                if (left <= 0) {
                    break;
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
            if (!isOver && call.isReady()) {
                call.onNext(version);
                return true;
            }
        }
        end(tooSlow());
        return false;
    }

    /** Ends the stream with a reason, at once; what waits is not sent any more. */
    void end(Rejection reason) {
        synchronized (this) {
            if (isOver) {
                return;
            }
            over();
            call.onError(GrpcRefusals.of(reason, request.traceId()));
        }
        onOver.run();
    }

    synchronized boolean isListening() {
        return !isOver;
    }

    private void cancelled() {
        synchronized (this) {
            if (isOver) {
                return;
            }
            over();
        }
        onOver.run();
    }

    private void over() {
        isOver = true;
        waiting.clear();
        waitingBytes = 0;
        notifyAll();
    }

    private synchronized void ready() {
        drain();
        notifyAll();
    }

    private void drain() {
        while (!isOver && !waiting.isEmpty() && call.isReady()) {
            var next = waiting.remove();
            waitingBytes -= next.length;
            call.onNext(next);
        }
    }

    private static Rejection tooSlow() {
        return new Rejection(
                RejectionCode.WATCHER_TOO_SLOW,
                "Too many versions wait for this watcher; resume after the newest one received");
    }
}
