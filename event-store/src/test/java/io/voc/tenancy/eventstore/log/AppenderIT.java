package io.voc.tenancy.eventstore.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.tenant.TenantGate;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.eventstore.register.AlreadyAnsweredException;
import io.voc.tenancy.eventstore.register.Answer;
import io.voc.tenancy.eventstore.register.Condition;
import io.voc.tenancy.eventstore.register.Condition.NotAnsweredYet;
import io.voc.tenancy.eventstore.register.Condition.TenantLetsThrough;
import io.voc.tenancy.eventstore.register.IdempotencyKey;
import io.voc.tenancy.eventstore.register.RegisterChange;
import io.voc.tenancy.eventstore.register.RegisterChange.ClaimSlug;
import io.voc.tenancy.eventstore.register.RegisterChange.SetTenantStatus;
import io.voc.tenancy.eventstore.register.RegisterChange.StoreAnswer;

import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

class AppenderIT {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final int NODES = 2;

    private final LogDatabase database = new LogDatabase();
    private final List<Appender> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(Appender::close);
        database.close();
    }

    @Test
    void an_append_is_durable_when_it_is_answered() throws Exception {
        var appended = node().submit(append(event("ten_1", 0), event("ten_1", 1))).get();

        assertThat(appended.position()).isEqualTo(2);
        assertThat(database.events()).extracting(StoredEvent::sequence).containsExactly(0L, 1L);
        assertThat(database.number("SELECT position FROM event_store.head")).isEqualTo(2);
    }

    @Test
    void
            two_nodes_at_once_leave_one_dense_chained_log_that_a_tailing_reader_sees_once_and_in_order()
                    throws Exception {
        int writers = 64;
        int eventsEach = Endurance.choose(160, 1_600);
        var shared = "ten_shared";
        var seen = new ConcurrentLinkedQueue<Long>();
        var tail = tail(seen, writers * eventsEach);

        everyone(
                writers,
                writer -> {
                    var node = nodes.get(writer % NODES);
                    for (int i = 0; i < eventsEach; i++) {
                        if (i % 16 == 0) {
                            appendToShared(node, shared);
                        } else {
                            node.submit(append(event("ten_" + writer, i - i / 16 - 1))).get();
                        }
                    }
                });

        var events = database.events();
        assertThat(events).hasSize(writers * eventsEach);
        assertThat(events.stream().map(StoredEvent::position))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, events.size()).boxed().toList());
        tail.get(60, TimeUnit.SECONDS);
        assertThat(seen)
                .containsExactlyElementsOf(events.stream().map(StoredEvent::position).toList());
        assertSequencesHaveNoGap(events);
        assertChainIsWhole(events);
    }

    @Test
    void of_those_who_claim_one_slug_exactly_one_gets_it_and_the_others_leave_nothing()
            throws Exception {
        var outcomes = new ConcurrentLinkedQueue<String>();
        var both = List.of(node(), node());

        everyone(
                64,
                caller ->
                        outcomes.add(
                                outcome(
                                        both.get(caller % NODES)
                                                .submit(
                                                        new Append(
                                                                List.of(event("ten_" + caller, 0)),
                                                                List.of(),
                                                                List.of(
                                                                        new ClaimSlug(
                                                                                "acme",
                                                                                "ten_" + caller),
                                                                        new SetTenantStatus(
                                                                                "ten_" + caller,
                                                                                TenantStatus
                                                                                        .ACTIVE)))))));

        assertThat(outcomes).filteredOn("stored"::equals).hasSize(1);
        assertThat(outcomes).filteredOn("slug-taken"::equals).hasSize(63);
        assertThat(database.events()).hasSize(1);
        assertThat(database.number("SELECT count(*) FROM command.tenant_gate")).isEqualTo(1);
    }

    @Test
    void a_gate_that_closes_is_closed_for_everything_recorded_after_it() throws Exception {
        var both = List.of(node(), node());
        both.getFirst().submit(statusChange("ten_1", 0, TenantStatus.ACTIVE)).get();
        var outcomes = new ConcurrentLinkedQueue<String>();

        everyone(
                64,
                caller -> {
                    if (caller == 32) {
                        both.getFirst()
                                .submit(statusChange("ten_1", 1, TenantStatus.SUSPENDED))
                                .get();
                    } else {
                        outcomes.add(
                                outcome(
                                        both.get(caller % NODES)
                                                .submit(
                                                        new Append(
                                                                List.of(event("key_" + caller, 0)),
                                                                List.of(
                                                                        new TenantLetsThrough(
                                                                                "ten_1",
                                                                                TenantGate
                                                                                        .TENANT_WRITE)),
                                                                List.of()))));
                    }
                });

        var events = database.events();
        var closed =
                events.stream()
                        .filter(event ->
                                event.aggregateId().equals("ten_1") && event.sequence() == 1)
                        .findFirst()
                        .orElseThrow();
        assertThat(events).filteredOn(event -> event.position() > closed.position()).isEmpty();
        assertThat(outcomes)
                .filteredOn("stored"::equals)
                .hasSize(
                        (int)
                                events.stream()
                                        .filter(event -> event.aggregateId().startsWith("key_"))
                                        .count());
        assertThat(outcomes).containsOnly("stored", "tenant-suspended");
    }

    @Test
    void an_answer_is_stored_with_the_events_and_comes_back_instead_of_a_second_effect()
            throws Exception {
        var key = new IdempotencyKey("caller", "order-7");
        var answer = new Answer(new byte[] {1}, "{}".getBytes(StandardCharsets.UTF_8), NOW);
        var both = List.of(node(), node());
        var outcomes = new ConcurrentLinkedQueue<String>();

        everyone(
                20,
                caller ->
                        outcomes.add(
                                outcome(
                                        both.get(caller % NODES)
                                                .submit(
                                                        new Append(
                                                                List.of(event("ten_" + caller, 0)),
                                                                List.of(new NotAnsweredYet(key)),
                                                                List.of(
                                                                        new StoreAnswer(
                                                                                key, answer)))))));

        assertThat(outcomes).filteredOn("stored"::equals).hasSize(1);
        assertThat(outcomes).filteredOn("answered {}"::equals).hasSize(19);
        assertThat(database.events()).hasSize(1);
    }

    @Test
    void a_sequence_that_is_not_the_next_is_refused_alone() throws Exception {
        var node = node();

        assertThat(outcome(node.submit(append(event("ten_1", 1))))).isEqualTo("conflict");
        assertThat(outcome(node.submit(append(event("ten_1", 0))))).isEqualTo("stored");
        assertThat(outcome(node.submit(append(event("ten_1", 0))))).isEqualTo("conflict");
        assertThat(database.events()).hasSize(1);
    }

    @Test
    void time_never_runs_backwards_along_the_log() throws Exception {
        new Appender(database.pool(), Clock.systemUTC(), () -> {})
                .submit(append(event("ten_1", 0)))
                .get();
        var late =
                new Appender(
                        database.pool(),
                        Clock.fixed(NOW.minus(Duration.ofDays(365)), java.time.ZoneOffset.UTC),
                        () -> {});
        nodes.add(late);

        late.submit(append(event("ten_2", 0))).get();

        assertThat(database.events()).extracting(StoredEvent::recordedAt).isSorted();
    }

    @Test
    void too_many_waiting_appends_are_refused_at_once_and_the_others_are_stored() throws Exception {
        var node = node();
        int flood = 20_000;
        var accepted = new ArrayList<CompletableFuture<Appended>>();
        int refused = 0;

        try (var blocker = database.pool().getConnection()) {
            blocker.setAutoCommit(false);
            Head.lock(blocker);
            for (int i = 0; i < flood; i++) {
                try {
                    accepted.add(node.submit(append(event("ten_" + i, 0))));
                } catch (Rejection overloaded) {
                    assertThat(overloaded.code().code()).isEqualTo("overloaded");
                    refused++;
                }
            }
            blocker.rollback();
        }

        assertThat(refused).isGreaterThan(flood / 2);
        CompletableFuture.allOf(accepted.toArray(CompletableFuture[]::new))
                .get(30, TimeUnit.SECONDS);
        assertThat(database.events()).hasSize(accepted.size());
    }

    @Test
    void lost_connections_leave_nobody_waiting_and_nobody_told_wrong() throws Exception {
        var node = node();
        var stored = new ConcurrentLinkedQueue<String>();
        var notStored = new ConcurrentLinkedQueue<String>();
        var killer = Thread.ofVirtual().start(() -> killConnections(15));

        everyone(
                32,
                writer -> {
                    for (int i = 0; killer.isAlive(); i++) {
                        var id = "ten_" + writer + "_" + i;
                        switch (outcome(node.submit(append(event(id, 0))))) {
                            case "stored" -> stored.add(id);
                            case "unavailable" -> notStored.add(id);
                            default -> throw new AssertionError("told something else");
                        }
                    }
                });

        var ids = database.events().stream().map(StoredEvent::aggregateId).toList();
        assertThat(notStored).isNotEmpty().doesNotContainAnyElementsOf(ids);
        assertThat(ids).containsExactlyInAnyOrderElementsOf(stored);
        assertChainIsWhole(database.events());
    }

    @Test
    void closing_stores_what_waits_and_refuses_what_comes_after() throws Exception {
        var node = node();
        var waiting = new ArrayList<CompletableFuture<Appended>>();
        for (int i = 0; i < 1_000; i++) {
            waiting.add(node.submit(append(event("ten_" + i, 0))));
        }

        node.close();

        CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).get(1, TimeUnit.SECONDS);
        assertThat(database.events()).hasSize(1_000);
        assertThatThrownBy(() -> node.submit(append(event("ten_late", 0))))
                .isInstanceOf(Rejection.class);
    }

    private Appender node() {
        var appender = new Appender(database.pool(), Clock.systemUTC(), () -> {});
        nodes.add(appender);
        return appender;
    }

    private interface Work {
        void run(int caller) throws Exception;
    }

    private void everyone(int callers, Work work) throws InterruptedException, ExecutionException {
        while (nodes.size() < NODES) {
            node();
        }
        var together = new CountDownLatch(callers);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            for (int i = 0; i < callers; i++) {
                int caller = i;
                all.add(
                        threads.submit(() -> {
                            together.countDown();
                            together.await();
                            work.run(caller);
                            return null;
                        }));
            }
            for (var one : all) {
                one.get();
            }
        }
    }

    /** Appends the next event of an aggregate that everyone appends to. */
    private void appendToShared(Appender node, String aggregateId) throws Exception {
        while (true) {
            var next =
                    database.number(
                            "SELECT coalesce(max(sequence) + 1, 0) FROM event_store.event WHERE aggregate_id = '"
                                    + aggregateId
                                    + "'");
            if (outcome(node.submit(append(event(aggregateId, next)))).equals("stored")) {
                return;
            }
        }
    }

    private CompletableFuture<Void> tail(ConcurrentLinkedQueue<Long> seen, int count) {
        var pool = database.pool();
        return CompletableFuture.runAsync(() -> {
            long position = 0;
            while (seen.size() < count) {
                try (var connection = pool.getConnection()) {
                    for (var event : LogTable.readAfter(connection, position, 500)) {
                        seen.add(event.position());
                        position = event.position();
                    }
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
    }

    private void killConnections(int times) {
        for (int i = 0; i < times; i++) {
            var before = database.number("SELECT position FROM event_store.head");
            await().until(() ->
                    database.number("SELECT position FROM event_store.head")
                            > before + ThreadLocalRandom.current().nextInt(500));
            database.number(
                    """
                    SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                    WHERE datname = current_database() AND query LIKE '%event_store.event%' AND pid <> pg_backend_pid()
                    """);
        }
    }

    private static String outcome(CompletableFuture<Appended> future) throws InterruptedException {
        try {
            future.get();
            return "stored";
        } catch (ExecutionException e) {
            return switch (Objects.requireNonNull(e.getCause())) {
                case Rejection rejection -> rejection.code().code();
                case ConcurrencyException _ -> "conflict";
                case AlreadyAnsweredException answered ->
                        "answered " + new String(answered.answer().body(), StandardCharsets.UTF_8);
                default -> throw new IllegalStateException(e);
            };
        }
    }

    private static Append append(NewEvent... events) {
        return new Append(List.of(events), List.<Condition>of(), List.<RegisterChange>of());
    }

    private static Append statusChange(String tenantId, long sequence, TenantStatus status) {
        return new Append(
                List.of(event(tenantId, sequence)),
                List.of(),
                List.of(new SetTenantStatus(tenantId, status)));
    }

    private static NewEvent event(String aggregateId, long sequence) {
        return new NewEvent(
                UUID.randomUUID(),
                "ten_1",
                "Tenant",
                aggregateId,
                sequence,
                "tenant.activated",
                1,
                NOW,
                ("{\"tenantId\":\"" + aggregateId + "\"}").getBytes(StandardCharsets.UTF_8),
                "{}".getBytes(StandardCharsets.UTF_8));
    }

    private static void assertSequencesHaveNoGap(List<StoredEvent> events) {
        var next = new HashMap<String, Long>();
        for (var event : events) {
            assertThat(event.sequence()).isEqualTo(next.getOrDefault(event.aggregateId(), 0L));
            next.put(event.aggregateId(), event.sequence() + 1);
        }
    }

    private static void assertChainIsWhole(List<StoredEvent> events) {
        var chain = new HashChain();
        var hash = HashChain.beginning();
        for (var event : events) {
            hash = chain.hash(hash, event);
            assertThat(event.hash()).as("hash at " + event.position()).isEqualTo(hash);
        }
    }
}
