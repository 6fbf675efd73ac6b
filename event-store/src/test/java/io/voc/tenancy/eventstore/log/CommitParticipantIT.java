package io.voc.tenancy.eventstore.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantSuspended;
import io.voc.tenancy.contracts.tenant.TenantGate;
import io.voc.tenancy.eventstore.TestLog;
import io.voc.tenancy.eventstore.register.Condition.TenantLetsThrough;

import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

class CommitParticipantIT {

    private final TestLog log = new TestLog();
    private final LogNode node = new LogNode(log);
    private final Diary diary = new Diary();

    /** Handled by doing it. */
    record Doing(String result, Consumer<StagedCommit> what) {}

    /** Writes down what it is told, and takes part by what it is told to do. */
    private final class Diary implements CommitParticipant {

        private final List<String> entries = new ArrayList<>();
        private Consumer<StagedCommit> part = _ -> {};

        @Override
        public void decided(Object result, StagedCommit staged) {
            entries.add(result + " decided at " + head());
            part.accept(staged);
        }

        @Override
        public void committed(Appended appended) {
            entries.add("committed at " + appended.position());
        }
    }

    @BeforeEach
    void a_tenant() {
        node.register("ten_1", "acme");
    }

    @AfterEach
    void stop() {
        node.close();
        log.close();
    }

    @Test
    void is_told_before_the_commit_and_after_it_where() {
        send(new Doing("suspension", staged -> staged.add(suspension(1))));

        assertThat(diary.entries).containsExactly("suspension decided at 1", "committed at 2");
    }

    @Test
    void takes_part_by_a_condition() {
        diary.part = staged -> staged.require(gateOf("ten_unknown"));

        assertRefused(
                RejectionCode.NOT_FOUND,
                new Doing("suspension", staged -> staged.add(suspension(1))));

        assertThat(diary.entries).containsExactly("suspension decided at 1");
        assertThat(head()).isEqualTo(1);
    }

    @Test
    void takes_part_by_refusing() {
        diary.part =
                _ -> {
                    throw new Rejection(RejectionCode.VERSION_CONFLICT, "It has changed");
                };

        assertRefused(
                RejectionCode.VERSION_CONFLICT,
                new Doing("suspension", staged -> staged.add(suspension(1))));

        assertThat(head()).isEqualTo(1);
    }

    @Test
    void is_told_the_head_when_there_is_nothing_to_be_stored() {
        send(new Doing("nothing new", _ -> {}));
        send(new Doing("nothing in memory", staged -> staged.restsOn("ten_1", 0)));
        send(new Doing("nothing but a condition", staged -> staged.require(gateOf("ten_1"))));

        assertThat(diary.entries)
                .containsExactly(
                        "nothing new decided at 1",
                        "committed at 1",
                        "nothing in memory decided at 1",
                        "committed at 1",
                        "nothing but a condition decided at 1",
                        "committed at 1");
    }

    @Test
    void is_told_nothing_of_what_was_refused() {
        assertRefused(
                RejectionCode.TENANT_SUSPENDED,
                new Doing(
                        "refusal",
                        _ -> {
                            throw new Rejection(RejectionCode.TENANT_SUSPENDED, "Suspended");
                        }));

        assertThat(diary.entries).isEmpty();
    }

    @Test
    void is_told_again_when_the_command_is_tried_again() {
        var tries = new AtomicInteger();

        send(
                new Doing(
                        "suspension",
                        staged -> {
                            var sequence = tries.incrementAndGet();
                            if (sequence == 1) { // another is quicker
                                node.store(suspended(), 1);
                            }
                            staged.add(suspension(sequence));
                        }));

        assertThat(diary.entries)
                .containsExactly(
                        "suspension decided at 2", "suspension decided at 2", "committed at 3");
    }

    @Test
    void is_told_again_when_nothing_was_to_be_done_for_want_of_the_newest_version() {
        var remembered = new AtomicInteger(-1);

        send(new Doing("nothing", staged -> staged.restsOn("ten_1", remembered.getAndIncrement())));

        assertThat(remembered).hasValue(1);
        assertThat(diary.entries)
                .containsExactly("nothing decided at 1", "nothing decided at 1", "committed at 1");
    }

    @Test
    void may_be_absent() {
        String result = gateway().sendAndWait(new Doing("nothing", _ -> {}));
        gateway().sendAndWait(new Doing("suspension", staged -> staged.add(suspension(1))));

        assertThat(result).isEqualTo("nothing");
        assertThat(head()).isEqualTo(2);
    }

    private void assertRefused(RejectionCode why, Doing command) {
        assertThatThrownBy(() -> send(command))
                .isInstanceOfSatisfying(
                        Rejection.class, rejection -> assertThat(rejection.code()).isEqualTo(why));
    }

    private void send(Doing command) {
        Object result =
                gateway()
                        .sendAndWait(
                                new GenericCommandMessage<>(
                                        command, Map.of(CommitParticipant.METADATA_KEY, diary)));
        assertThat(result).isEqualTo(command.result());
    }

    private CommandGateway gateway() {
        var bus = SimpleCommandBus.builder().build();
        bus.registerHandlerInterceptor(new CommitStep(node.commits, node.database));
        bus.subscribe(
                Doing.class.getName(),
                command -> {
                    var doing = (Doing) command.getPayload();
                    doing.what().accept(StagedCommit.of(CurrentUnitOfWork.get()));
                    return doing.result();
                });
        return DefaultCommandGateway.builder()
                .commandBus(bus)
                .retryScheduler((_, failure, _, again) -> {
                    if (failure instanceof ConcurrencyException) {
                        again.run();
                        return true;
                    }
                    return false;
                })
                .build();
    }

    private long head() {
        return log.number("SELECT position FROM event_store.head");
    }

    private static TenantLetsThrough gateOf(String tenantId) {
        return new TenantLetsThrough(tenantId, TenantGate.OPERATOR_WRITE);
    }

    private static TenantSuspended suspended() {
        return new TenantSuspended("ten_1", "unpaid");
    }

    private static DomainEventMessage<DomainEvent> suspension(long sequence) {
        return LogNode.message(suspended(), sequence);
    }
}
