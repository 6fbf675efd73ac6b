package io.voc.tenancy.eventstore.log;

import static io.voc.tenancy.eventstore.log.Plans.created;
import static io.voc.tenancy.eventstore.log.Plans.deleted;
import static io.voc.tenancy.eventstore.log.Plans.hard;
import static io.voc.tenancy.eventstore.log.Plans.issued;
import static io.voc.tenancy.eventstore.log.Plans.registered;
import static io.voc.tenancy.eventstore.log.Plans.replaced;
import static io.voc.tenancy.eventstore.log.WholeLog.assertRegistersFollow;
import static io.voc.tenancy.eventstore.register.CountedResource.API_KEYS;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyRevoked;
import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPlanChanged;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPurged;
import io.voc.tenancy.eventstore.TestLog;
import io.voc.tenancy.eventstore.register.Condition;
import io.voc.tenancy.eventstore.register.Condition.PlanExists;
import io.voc.tenancy.eventstore.register.Condition.PlanUnused;
import io.voc.tenancy.eventstore.register.Condition.WithinLimit;
import io.voc.tenancy.eventstore.register.TenantResource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;

/** What a commit changes about plans counts for those after it in the same batch. */
class PlanBatchIT {

    private static final Condition WITHIN = new WithinLimit(new TenantResource("ten_1", API_KEYS));

    private final TestLog log = new TestLog();
    private final Nodes nodes = new Nodes(log);

    @AfterEach
    void stop() {
        nodes.close();
        log.close();
    }

    @Test
    void a_plan_s_whole_life_fits_in_one_batch() throws Exception {
        assertThat(
                        inOneBatch(
                                registration("ten_1", "small", 0),
                                append(created("small", hard(API_KEYS, 1)), 0),
                                registration("ten_1", "small", 0),
                                append(issued("key_1", "ten_1"), 0, WITHIN),
                                append(deleted("small"), 1, new PlanUnused("small")),
                                append(new TenantPurged("ten_1", "slug-of-ten_1"), 1),
                                append(deleted("small"), 1, new PlanUnused("small")),
                                registration("ten_2", "small", 0),
                                append(created("small"), 2),
                                registration("ten_2", "small", 0)))
                .containsExactly(
                        "validation-failed",
                        "stored",
                        "stored",
                        "stored",
                        "plan-in-use",
                        "stored",
                        "stored",
                        "validation-failed",
                        "stored",
                        "stored");
        assertThat(log.number("SELECT tenants FROM command.plan WHERE name = 'small'"))
                .isEqualTo(1);
        assertRegistersFollow(log);
    }

    @Test
    void limits_are_those_of_the_plan_as_it_is_by_then() throws Exception {
        assertThat(
                        inOneBatch(
                                append(created("small", hard(API_KEYS, 1)), 0),
                                append(created("large", hard(API_KEYS, 3)), 0),
                                registration("ten_1", "small", 0),
                                append(issued("key_1", "ten_1"), 0, WITHIN),
                                append(issued("key_2", "ten_1"), 0, WITHIN),
                                append(replaced("small", hard(API_KEYS, 2)), 1),
                                append(issued("key_2", "ten_1"), 0, WITHIN),
                                append(issued("key_3", "ten_1"), 0, WITHIN),
                                change("ten_1", "large", 1),
                                append(issued("key_3", "ten_1"), 0, WITHIN),
                                change("ten_1", "small", 2),
                                append(issued("key_4", "ten_1"), 0, WITHIN),
                                append(new ApiKeyRevoked("key_1", "ten_1", null), 1, WITHIN),
                                append(issued("key_4", "ten_1"), 0, WITHIN),
                                append(replaced("small"), 2),
                                append(issued("key_4", "ten_1"), 0, WITHIN)))
                .containsExactly(
                        "stored",
                        "stored",
                        "stored",
                        "stored",
                        "limit-reached",
                        "stored",
                        "stored",
                        "limit-reached",
                        "stored",
                        "stored",
                        "stored",
                        "limit-reached",
                        "stored",
                        "limit-reached",
                        "stored",
                        "stored");
        assertThat(log.number("SELECT tenants FROM command.plan WHERE name = 'small'"))
                .isEqualTo(1);
        assertThat(log.number("SELECT tenants FROM command.plan WHERE name = 'large'")).isZero();
        assertRegistersFollow(log);
    }

    @Test
    void a_plan_that_comes_back_in_the_batch_has_the_tenants_who_kept_its_name() throws Exception {
        store(append(created("small"), 0));
        store(registration("ten_1", "small", 0));

        assertThat(
                        inOneBatch(
                                append(deleted("small"), 1),
                                append(registered("ten_2", "small"), 0),
                                append(issued("key_1", "ten_1"), 0, WITHIN),
                                append(created("small", hard(API_KEYS, 0)), 2),
                                append(issued("key_2", "ten_1"), 0, WITHIN),
                                append(deleted("small"), 3, new PlanUnused("small"))))
                .containsExactly(
                        "stored", "stored", "stored", "stored", "limit-reached", "plan-in-use");
        assertThat(log.number("SELECT tenants FROM command.plan")).isEqualTo(2);
        assertRegistersFollow(log);
    }

    private List<String> inOneBatch(Append... together) throws Exception {
        var before = append(registered("ten_0", "of-old"), 0);
        var outcomes = OneBatch.outcomes(log, nodes.first(), before, List.of(together));
        assertThat(outcomes.getFirst()).isEqualTo("stored");
        return outcomes.subList(1, outcomes.size());
    }

    private void store(Append append) throws Exception {
        nodes.first().submit(append).get();
    }

    private Append registration(String tenantId, String plan, long sequence) {
        return append(registered(tenantId, plan), sequence, new PlanExists(plan));
    }

    private Append change(String tenantId, String plan, long sequence) {
        return append(new TenantPlanChanged(tenantId, plan), sequence, new PlanExists(plan));
    }

    private Append append(DomainEvent event, long sequence, Condition... conditions) {
        return Plans.append(log, event, sequence, conditions);
    }
}
