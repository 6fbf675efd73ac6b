package io.voc.tenancy.command.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.voc.tenancy.command.usage.LedgerEntry.Consumption;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Whoever waits for a committer is told, whatever happens to it. */
class CommitterIT {

    private static final TestClock CLOCK = new TestClock("2026-11-23T12:00:00Z");

    private final LedgerDatabase database = new LedgerDatabase();
    private final String tenant = database.tenant();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void an_error_is_told_and_the_next_entry_is_stored() throws Exception {
        database.node(CLOCK).submit(entry("makes the day")).join();
        var isBroken = new AtomicBoolean(true);
        try (var committer =
                committer(submissions -> {
                    if (isBroken.getAndSet(false)) {
                        throw new StackOverflowError("a defect");
                    }
                    return batch(submissions);
                })) {
            var failed = committer.submit(new Submission(entry("one")));
            assertThatThrownBy(() -> failed.get(10, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(StackOverflowError.class);

            var stored = committer.submit(new Submission(entry("two")));
            assertThat(stored.get(10, TimeUnit.SECONDS).used()).isEqualTo(2);
        }
    }

    @Test
    void one_that_is_stopped_while_it_tries_again_says_so() throws Exception {
        var tries = new ArrayBlockingQueue<Thread>(1);
        try (var committer =
                committer(_ -> {
                    tries.offer(Thread.currentThread());
                    throw new SQLException("as if another was quicker", "23505");
                })) {
            var waiting = committer.submit(new Submission(entry("one")));
            var thread = tries.take();
            await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
            thread.interrupt();

            assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            Rejection.class,
                            refusal ->
                                    assertThat(refusal.code())
                                            .isEqualTo(RejectionCode.UNAVAILABLE));
        }
    }

    private Consumption entry(String requestId) {
        return new Consumption(tenant, "calls", 1, requestId);
    }

    private static LedgerBatch batch(List<Submission> submissions) {
        return new LedgerBatch(submissions, CLOCK, Records.day(CLOCK.instant()), _ -> false);
    }

    private interface Making {
        LedgerBatch batch(List<Submission> submissions) throws SQLException;
    }

    private Committer committer(Making making) {
        return new Committer(
                "test",
                database.pool,
                new Committer.BatchMaker() {

                    @Override
                    public LedgerBatch batch(List<Submission> submissions) throws SQLException {
                        return making.batch(submissions);
                    }

                    @Override
                    public void stored(LedgerBatch batch) {}

                    @Override
                    public void failed() {}
                });
    }
}
