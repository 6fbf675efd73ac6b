package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.StatusRuntimeException;
import io.voc.tenancy.v1.ApiKeyServiceGrpc;
import io.voc.tenancy.v1.VerifyApiKeyRequest;
import io.voc.tenancy.v1.VerifyApiKeyResponse.Result;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** Asks a node over and over whether a secret is good, until it is closed. */
final class KeyWatch implements AutoCloseable {

    /** A request sent so long after the acknowledgement must know. */
    private static final Duration BOUND = Duration.ofSeconds(1);

    /** Within which a node says that it does not know. */
    private static final Duration OUTAGE = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final ApiKeyServiceGrpc.ApiKeyServiceBlockingStub node;
    private final VerifyApiKeyRequest question;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean isClosed;

    /** UNSPECIFIED stands for a failed call. */
    private record Seen(long sentAt, Result result) {}

    KeyWatch(String grpcPort, String secret) {
        node = Grpc.as(Tokens.service(), ApiKeyServiceGrpc.newBlockingStub(Grpc.channel(grpcPort)));
        question =
                VerifyApiKeyRequest.newBuilder()
                        .setKey(secret)
                        .addRequiredScopes("config:read")
                        .build();
        thread = Thread.ofVirtual().start(this::watch);
    }

    private void watch() {
        while (!isClosed) {
            var sentAt = System.nanoTime();
            seen.add(new Seen(sentAt, ask()));
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private Result ask() {
        try {
            return node.verifyApiKey(question).getResult();
        } catch (StatusRuntimeException _) {
            return Result.RESULT_UNSPECIFIED;
        }
    }

    void awaitValid() {
        await().until(() -> !seen.isEmpty() && seen.getLast().result() == Result.RESULT_VALID);
    }

    /** Passes once a request that was sent after the bound is answered, if none is VALID. */
    void assertNotValidAfter(long acknowledged, Duration time) {
        var bound = acknowledged + BOUND.toNanos();
        await().atMost(time)
                .untilAsserted(() ->
                        assertThat(seen)
                                .anyMatch(it ->
                                        it.sentAt() - bound > 0
                                                && it.result() != Result.RESULT_UNSPECIFIED));
        assertThat(seen)
                .filteredOn(it -> it.sentAt() - bound > 0)
                .extracting(Seen::result)
                .doesNotContain(Result.RESULT_VALID);
    }

    /** Passes once requests that were sent after the bound have failed, if none is answered. */
    void assertNotKnownAfter(long gone) {
        var bound = gone + BOUND.toNanos();
        await().atMost(OUTAGE)
                .untilAsserted(() ->
                        assertThat(seen).filteredOn(it -> it.sentAt() - bound > 0).isNotEmpty());
        assertThat(seen)
                .filteredOn(it -> it.sentAt() - bound > 0)
                .extracting(Seen::result)
                .containsOnly(Result.RESULT_UNSPECIFIED);
    }

    @Override
    public void close() {
        isClosed = true;
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
