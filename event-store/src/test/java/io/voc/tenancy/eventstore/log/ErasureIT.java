package io.voc.tenancy.eventstore.log;

import static io.voc.tenancy.contracts.tenant.TenantGate.OPERATOR_WRITE;
import static io.voc.tenancy.contracts.tenant.TenantGate.TENANT_WRITE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyIssued;
import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPurged;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRegistered;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantSuspended;
import io.voc.tenancy.contracts.tenant.TenantGate;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.eventstore.TestLog;
import io.voc.tenancy.eventstore.register.Condition.TenantLetsThrough;
import io.voc.tenancy.eventstore.secrecy.NoDataKeyException;
import io.voc.tenancy.eventstore.secrecy.TestKeys;
import io.voc.tenancy.eventstore.secrecy.WrappedKeys;

import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

class ErasureIT {

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
    void after_the_aggregate_was_read_lets_the_command_be_decided_anew() throws Exception {
        node.register("ten_1", "acme");
        other.hasHeardOf(node.purge("ten_1", "acme", 1));
        var unitOfWork =
                DefaultUnitOfWork.startAndGet(GenericCommandMessage.asCommandMessage("suspend"));

        var _ =
                new CommitStep(other.commits, other.database)
                        .handle(
                                unitOfWork,
                                () -> {
                                    StagedCommit.of(unitOfWork)
                                            .add(LogNode.message(suspended(), 1));
                                    return "decided";
                                });

        assertThatThrownBy(unitOfWork::commit).isInstanceOf(ConcurrencyException.class);
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

    private static TenantSuspended suspended() {
        return new TenantSuspended("ten_1", "unpaid");
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
                "wxyz",
                null,
                null,
                null);
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
