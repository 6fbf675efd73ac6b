package io.voc.tenancy.eventstore.log;

import static io.voc.tenancy.contracts.tenant.TenantStatus.ACTIVE;
import static io.voc.tenancy.contracts.tenant.TenantStatus.SUSPENDED;
import static io.voc.tenancy.eventstore.log.Appends.event;
import static io.voc.tenancy.eventstore.log.Appends.first;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.tenant.TenantGate;
import io.voc.tenancy.eventstore.TestLog;
import io.voc.tenancy.eventstore.register.Answer;
import io.voc.tenancy.eventstore.register.Condition.NotAnsweredYet;
import io.voc.tenancy.eventstore.register.Condition.TenantLetsThrough;
import io.voc.tenancy.eventstore.register.IdempotencyKey;
import io.voc.tenancy.eventstore.register.RegisterChange.ClaimSlug;
import io.voc.tenancy.eventstore.register.RegisterChange.SetTenantStatus;
import io.voc.tenancy.eventstore.register.RegisterChange.StoreAnswer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;

class AppenderRegistersIT {

    private final TestLog log = new TestLog();
    private final Nodes nodes = new Nodes(log);

    @AfterEach
    void stop() {
        nodes.close();
        log.close();
    }

    @Test
    void of_those_who_claim_one_slug_exactly_one_gets_it_and_the_others_leave_nothing()
            throws Exception {
        var outcomes =
                nodes.appendAtOnce(
                        64,
                        caller -> {
                            var id = "ten_" + caller;
                            return first(
                                    id, new ClaimSlug("acme", id), new SetTenantStatus(id, ACTIVE));
                        });

        assertThat(outcomes).filteredOn("stored"::equals).hasSize(1);
        assertThat(outcomes).filteredOn("slug-taken"::equals).hasSize(63);
        assertThat(log.events()).hasSize(1);
        assertThat(log.number("SELECT count(*) FROM command.tenant_gate")).isEqualTo(1);
    }

    @Test
    void a_gate_that_closes_is_closed_for_everything_recorded_after_it() throws Exception {
        nodes.first().submit(first("ten_1", new SetTenantStatus("ten_1", ACTIVE))).get();
        int suspender = 32;

        var outcomes =
                nodes.appendAtOnce(
                        64, caller -> caller == suspender ? suspension() : key("key_" + caller));

        assertThat(outcomes.get(suspender)).isEqualTo("stored");
        assertThat(outcomes).containsOnly("stored", "tenant-suspended");
        var events = log.events();
        assertThat(outcomes).filteredOn("stored"::equals).hasSize(events.size() - 1);
        assertThat(events.getLast().aggregateId()).isEqualTo("ten_1");
        assertThat(events.getLast().sequence()).isEqualTo(1);
    }

    @Test
    void an_answer_is_stored_with_the_events_and_comes_back_instead_of_a_second_effect()
            throws Exception {
        var key = new IdempotencyKey("caller", "order-7");
        var answer = new Answer(new byte[] {1}, null, "{}".getBytes(StandardCharsets.UTF_8));

        var outcomes =
                nodes.appendAtOnce(
                        20,
                        caller ->
                                new Append(
                                        List.of(event("ten_" + caller, 0)),
                                        List.of(new NotAnsweredYet(key)),
                                        List.of(new StoreAnswer(key, answer))));

        assertThat(outcomes).filteredOn("stored"::equals).hasSize(1);
        assertThat(outcomes).filteredOn("answered"::equals).hasSize(19);
        assertThat(log.events()).hasSize(1);
    }

    private static Append suspension() {
        return new Append(
                List.of(event("ten_1", 1)),
                List.of(),
                List.of(new SetTenantStatus("ten_1", SUSPENDED)));
    }

    private static Append key(String id) {
        return new Append(
                List.of(event(id, 0)),
                List.of(new TenantLetsThrough("ten_1", TenantGate.TENANT_WRITE)),
                List.of());
    }
}
