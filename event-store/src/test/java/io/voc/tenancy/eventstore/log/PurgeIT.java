package io.voc.tenancy.eventstore.log;

import static io.voc.tenancy.contracts.tenant.TenantGate.OPERATOR_WRITE;
import static io.voc.tenancy.contracts.tenant.TenantGate.TENANT_WRITE;
import static io.voc.tenancy.eventstore.log.Appends.first;
import static io.voc.tenancy.eventstore.log.Nodes.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyIssued;
import io.voc.tenancy.contracts.configuration.ConfigurationEvent.ConfigurationReplaced;
import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantDeleted;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPurged;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRegistered;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRestored;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantSuspended;
import io.voc.tenancy.contracts.tenant.TenantGate;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.eventstore.TestLog;
import io.voc.tenancy.eventstore.rebuild.RegisterRebuild;
import io.voc.tenancy.eventstore.register.Condition.TenantLetsThrough;
import io.voc.tenancy.eventstore.register.RegisterChange;
import io.voc.tenancy.eventstore.register.RegisterChange.ClaimSlug;
import io.voc.tenancy.eventstore.register.RegisterChange.ReleaseSlug;
import io.voc.tenancy.eventstore.secrecy.NoDataKeyException;
import io.voc.tenancy.eventstore.secrecy.TestKeys;
import io.voc.tenancy.eventstore.secrecy.WrappedKeys;

import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

class PurgeIT {

    private static final Instant IN_2030 = Instant.parse("2030-01-01T00:00:00Z");
    private static final TenantRegistered ERASED =
            new TenantRegistered(
                    "ten_1",
                    "acme",
                    "Acme",
                    "[erased]",
                    "eu-central",
                    "growth",
                    Map.of(),
                    TenantStatus.ACTIVE);

    private final TestLog log = new TestLog();
    private final LogNode node = new LogNode(log);
    private final LogNode other = new LogNode(log);

    @AfterEach
    void stop() {
        node.close();
        other.close();
        log.close();
    }

    @Test
    void frees_the_slug_and_destroys_the_key_and_leaves_no_resources() throws Exception {
        node.register("ten_1", "acme");
        node.store(issued(), 0);
        node.store(configured(), 1);

        other.purge("ten_1", "acme", 2);

        assertThat(log.number("SELECT count(*) FROM command.slug")).isZero();
        assertThat(log.number("SELECT count(*) FROM command.data_key WHERE wrapped IS NULL"))
                .isEqualTo(1);
        assertThat(log.number("SELECT count(*) FROM command.data_key WHERE wrapped IS NOT NULL"))
                .isZero();
        assertThat(log.number("SELECT count(*) FROM command.resource_count WHERE count = 0"))
                .isEqualTo(3);
        node.register("ten_2", "acme");
        assertThat(log.number("SELECT count(*) FROM command.slug WHERE tenant_id = 'ten_2'"))
                .isEqualTo(1);
        assertRegistersFollowFromTheLog();
    }

    @Test
    void lets_the_next_tenant_have_the_slug_in_the_same_batch() throws Exception {
        node.register("ten_1", "acme");

        var outcomes =
                inOneBatch(
                        Appends.append(Appends.event("ten_1", 1)),
                        List.of(
                                first("ten_2", new ClaimSlug("acme", "ten_2")),
                                purge("ten_1", 2),
                                first("ten_3", new ClaimSlug("acme", "ten_3")),
                                first("ten_4", new ReleaseSlug("acme", "ten_3")),
                                first("ten_5", new ReleaseSlug("acme", "ten_1")),
                                first("ten_6", new ClaimSlug("acme", "ten_6")),
                                first("ten_7", new ClaimSlug("acme", "ten_7"))));

        assertThat(outcomes)
                .containsExactly(
                        "stored",
                        "slug-taken",
                        "stored",
                        "stored",
                        "stored",
                        "stored",
                        "stored",
                        "slug-taken");
        assertThat(log.number("SELECT count(*) FROM command.slug WHERE tenant_id = 'ten_6'"))
                .isEqualTo(1);
        assertThat(log.number("SELECT count(*) FROM command.slug")).isEqualTo(1);
    }

    @Test
    void is_due_when_the_deletion_said_unless_the_tenant_is_restored_or_purged_before() {
        var due =
                """
                SELECT count(*) FROM command.tenant_gate
                WHERE status = 'DELETED' AND purge_after = '2030-01-01T00:00:00Z'
                """;
        var never = "SELECT count(*) FROM command.tenant_gate WHERE purge_after IS NULL";
        node.register("ten_1", "acme");
        assertThat(log.number(never)).isEqualTo(1);

        node.store(new TenantDeleted("ten_1", null, IN_2030), 1);
        assertThat(log.number(due)).isEqualTo(1);

        node.store(new TenantRestored("ten_1", TenantStatus.SUSPENDED, "a mistake"), 2);
        assertThat(log.number(never + " AND status = 'SUSPENDED'")).isEqualTo(1);

        node.store(new TenantDeleted("ten_1", null, IN_2030), 3);
        assertThat(log.number(due)).isEqualTo(1);
        node.purge("ten_1", "acme", 4);
        assertThat(log.number(never + " AND status = 'PURGED'")).isEqualTo(1);
    }

    @Test
    void leaves_tombstones_on_every_node_that_has_heard_of_it() throws Exception {
        node.register("ten_1", "acme");
        assertThat(other.read()).containsExactly(LogNode.registered("ten_1", "acme"));

        var purged = node.purge("ten_1", "acme", 1);

        var tombstones = new DomainEvent[] {ERASED, new TenantPurged("ten_1", "acme")};
        assertThat(node.read()).containsExactly(tombstones);
        other.hasHeardOf(purged);
        assertThat(other.read()).containsExactly(tombstones);
    }

    @Test
    void wins_over_a_key_that_was_being_read_in_bulk() throws Exception {
        var registered = node.register("ten_1", "acme");
        var reading = new CountDownLatch(1);
        var purgeIsKnown = new CountDownLatch(1);
        var database = log.pool();
        var slow = new SlowInBulk(TestKeys.table(database), reading, purgeIsKnown);
        try (var third = new LogNode(database, Clock.systemUTC(), slow)) {
            third.listen();
            third.hasHeardOf(registered);
            var prepared = CompletableFuture.runAsync(() -> third.keys.prepare(Set.of("ten_1")));
            reading.await();

            third.hasHeardOf(node.purge("ten_1", "acme", 1));
            purgeIsKnown.countDown();
            prepared.join();

            assertThat(third.read()).contains(ERASED);
        }
    }

    @Test
    void is_told_to_whoever_comes_too_late_to_seal_anything() throws Exception {
        node.register("ten_1", "acme");
        other.hasHeardOf(node.purge("ten_1", "acme", 1));

        assertRefused(OPERATOR_WRITE, RejectionCode.TENANT_PURGED);
        assertRefused(TENANT_WRITE, RejectionCode.NOT_FOUND);
        assertThatThrownBy(() -> other.store(suspended(), 1, it -> it.restsOn("ten_1", 0)))
                .isInstanceOf(ConcurrencyException.class);
        assertThatThrownBy(() -> other.store(suspended(), 2))
                .isInstanceOf(NoDataKeyException.class);
        assertThat(log.events()).hasSize(2);
    }

    @Test
    void is_noticed_by_the_commit_of_who_has_not_heard_of_it() throws Exception {
        var deaf = LogNode.deaf(log);
        node.register("ten_1", "acme");
        assertThat(deaf.read()).contains(LogNode.registered("ten_1", "acme"));
        node.purge("ten_1", "acme", 1);

        assertThatThrownBy(() -> deaf.store(suspended(), 1))
                .isInstanceOf(ConcurrencyException.class);
        deaf.close();

        assertThat(log.events()).hasSize(2);
    }

    @Test
    void is_not_missed_by_who_read_the_key_before_it_began_to_listen() throws Exception {
        try (var late = LogNode.deaf(log)) {
            node.register("ten_1", "acme");
            assertThat(late.read()).contains(LogNode.registered("ten_1", "acme"));
            var purged = node.purge("ten_1", "acme", 1);

            late.listen();
            late.hasHeardOf(purged);

            assertThat(late.read()).contains(ERASED);
        }
    }

    private void assertRefused(TenantGate gate, RejectionCode why) {
        assertThatThrownBy(() ->
                        other.store(
                                issued(),
                                0,
                                staged -> {
                                    staged.add(LogNode.message(suspended(), 2));
                                    staged.require(new TenantLetsThrough("ten_1", gate));
                                }))
                .isInstanceOfSatisfying(
                        Rejection.class, rejection -> assertThat(rejection.code()).isEqualTo(why));
    }

    /** While the head is locked the first one waits in a batch of its own, the others after it. */
    private List<String> inOneBatch(Append before, List<Append> together) throws Exception {
        var told = new ArrayList<CompletableFuture<Appended>>();
        try (var blocker = log.dataSource().getConnection()) {
            blocker.setAutoCommit(false);
            Head.lock(blocker);
            told.add(node.appender.submit(before));
            await().until(() ->
                    log.number(
                                    """
                                    SELECT count(*) FROM pg_stat_activity
                                    WHERE datname = current_database() AND wait_event_type = 'Lock'
                                    """)
                            == 1);
            together.forEach(append -> told.add(node.appender.submit(append)));
        }
        var outcomes = new ArrayList<String>();
        for (var one : told) {
            outcomes.add(outcome(one));
        }
        assertThat(log.number("SELECT count(DISTINCT xmin::text) FROM event_store.event"))
                .isEqualTo(3);
        return outcomes;
    }

    private void assertRegistersFollowFromTheLog() throws SQLException {
        var rebuild =
                new RegisterRebuild(
                        log.dataSource(),
                        new BulkReader(log.dataSource(), 2),
                        event ->
                                (DomainEvent)
                                        node.codec
                                                .decode(List.of(event))
                                                .findFirst()
                                                .orElseThrow()
                                                .getPayload());

        var comparison = rebuild.verify();

        assertThat(comparison.isEqual()).as(comparison.toString()).isTrue();
    }

    private static Append purge(String tenantId, long sequence) {
        return new Append(
                List.of(Appends.event(tenantId, sequence)),
                List.of(),
                RegisterChange.of(new TenantPurged(tenantId, "acme")));
    }

    private static TenantSuspended suspended() {
        return new TenantSuspended("ten_1", "unpaid");
    }

    private static ConfigurationReplaced configured() {
        return new ConfigurationReplaced("ten_1", 1, new TenantConfiguration(List.of(), null));
    }

    private static ApiKeyIssued issued() {
        return new ApiKeyIssued(
                "key_1",
                "ten_1",
                "Gateway",
                Set.of("config:read"),
                "LIVE",
                null,
                "c0ffee",
                "tm_live_abcd",
                "wxyz");
    }

    /** Has read the keys of many, and is slow to hand them on. */
    private record SlowInBulk(WrappedKeys keys, CountDownLatch reading, CountDownLatch go)
            implements WrappedKeys {

        @Override
        public Optional<byte[]> find(String tenantId) {
            return keys.find(tenantId);
        }

        @Override
        public Map<String, byte[]> find(Set<String> tenantIds) {
            var found = keys.find(tenantIds);
            reading.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return found;
        }
    }
}
