package io.voc.tenancy.eventstore.log;

import static io.voc.tenancy.eventstore.log.Nodes.outcome;
import static io.voc.tenancy.eventstore.log.Plans.hard;
import static io.voc.tenancy.eventstore.log.Plans.registered;
import static io.voc.tenancy.eventstore.log.WholeLog.assertRegistersFollow;
import static io.voc.tenancy.eventstore.register.CountedResource.AI_AGENTS;
import static io.voc.tenancy.eventstore.register.CountedResource.API_KEYS;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyIssued;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyRevoked;
import io.voc.tenancy.contracts.configuration.AiAgent;
import io.voc.tenancy.contracts.configuration.AiAgent.Model;
import io.voc.tenancy.contracts.configuration.AiAgent.Purpose;
import io.voc.tenancy.contracts.configuration.ConfigurationEvent.ConfigurationReplaced;
import io.voc.tenancy.contracts.configuration.Telephony;
import io.voc.tenancy.contracts.configuration.Telephony.PhoneNumber;
import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantSuspended;
import io.voc.tenancy.eventstore.TestLog;
import io.voc.tenancy.eventstore.register.Condition;
import io.voc.tenancy.eventstore.register.Condition.WithinLimit;
import io.voc.tenancy.eventstore.register.TenantResource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

class AppenderCountsIT {

    private static final Condition WITHIN_KEYS =
            new WithinLimit(new TenantResource("ten_1", API_KEYS));
    private static final Condition WITHIN_AGENTS =
            new WithinLimit(new TenantResource("ten_1", AI_AGENTS));

    private final TestLog log = new TestLog();
    private final Nodes nodes = new Nodes(log);

    @AfterEach
    void stop() {
        nodes.close();
        log.close();
    }

    @Test
    void of_those_who_want_the_last_free_place_exactly_one_gets_it() throws Exception {
        tenantOnPlanWith(hard(API_KEYS, 10));
        var taken = nodes.appendAtOnce(9, key -> append(issued("taken_" + key), 0));
        assertThat(taken).containsOnly("stored");

        var outcomes = nodes.appendAtOnce(64, key -> append(issued("key_" + key), 0, WITHIN_KEYS));

        assertThat(outcomes).filteredOn("stored"::equals).hasSize(1);
        assertThat(outcomes).filteredOn("limit-reached"::equals).hasSize(63);
        assertThat(log.number("SELECT count(*) FROM command.api_key")).isEqualTo(10);
        assertThat(count("api-keys")).isEqualTo(10);
        assertRegistersFollow(log);
    }

    @Test
    void a_place_that_is_given_back_is_free_for_the_next() throws Exception {
        tenantOnPlanWith(hard(API_KEYS, 16));

        var outcomes =
                nodes.atOnce(
                        16,
                        (caller, node) -> {
                            var id = "key_" + caller;
                            return List.of(
                                    outcome(node.submit(append(issued(id), 0, WITHIN_KEYS))),
                                    outcome(node.submit(append(revoked(id), 1, WITHIN_KEYS))),
                                    outcome(node.submit(append(issued(id + "b"), 0, WITHIN_KEYS))));
                        });

        assertThat(outcomes).containsOnly(List.of("stored", "stored", "stored"));
        assertThat(count("api-keys")).isEqualTo(16);
        assertRegistersFollow(log);
    }

    @Test
    void a_count_over_its_limit_may_stay_or_shrink_and_not_grow() throws Exception {
        tenantOnPlanWith(hard(AI_AGENTS, 2));
        assertThat(replace(1, 5)).isEqualTo("stored");

        assertThat(replace(2, 6, WITHIN_AGENTS)).isEqualTo("limit-reached");
        assertThat(replace(2, 5, WITHIN_AGENTS)).isEqualTo("stored");
        assertThat(replace(3, 4, WITHIN_AGENTS)).isEqualTo("stored");
        assertThat(replace(4, 5, WITHIN_AGENTS)).isEqualTo("limit-reached");
        store(append(Plans.replaced("growth", hard(AI_AGENTS, 5)), 1));
        assertThat(replace(4, 5, WITHIN_AGENTS)).isEqualTo("stored");
        assertThat(count("ai-agents")).isEqualTo(5);
        assertThat(count("phone-numbers")).isEqualTo(1);
        assertRegistersFollow(log);
    }

    @Test
    void what_a_commit_takes_and_gives_back_counts_as_a_whole() throws Exception {
        tenantOnPlanWith(hard(API_KEYS, 1));
        store(append(issued("key_1"), 0));
        var events = List.of(issued("key_2"), revoked("key_1"));

        var rotated =
                Plans.append(
                        List.of(log.event(events.get(0), 0), log.event(events.get(1), 1)),
                        events,
                        WITHIN_KEYS);

        assertThat(outcome(nodes.first().submit(rotated))).isEqualTo("stored");
        assertThat(count("api-keys")).isEqualTo(1);
        assertRegistersFollow(log);
    }

    @Test
    void counts_that_stay_are_not_written() throws Exception {
        var version =
                "SELECT sum(xmin::text::bigint) FROM command.resource_count WHERE tenant_id = 'ten_1'";
        tenantOnPlanWith(hard(AI_AGENTS, 3));
        assertThat(replace(1, 3)).isEqualTo("stored");
        var before = log.number(version);

        assertThat(replace(2, 3, WITHIN_AGENTS)).isEqualTo("stored");

        assertThat(log.number(version)).isEqualTo(before);
    }

    @Test
    void commits_that_change_no_count_ask_for_none() throws Exception {
        tenantOnPlanWith(hard(API_KEYS, 0));
        log.tamper("DROP TABLE command.resource_count");
        var suspended = append(new TenantSuspended("ten_1", null), 1, WITHIN_KEYS);

        assertThat(outcome(nodes.first().submit(suspended))).isEqualTo("stored");
    }

    private String replace(long sequence, int agents, Condition... conditions)
            throws InterruptedException {
        return outcome(nodes.first().submit(append(configured(agents), sequence, conditions)));
    }

    private Append append(DomainEvent event, long sequence, Condition... conditions) {
        return Plans.append(log, event, sequence, conditions);
    }

    private void tenantOnPlanWith(Limit... limits) throws Exception {
        store(Plans.firsts(log, Plans.created("growth", limits), registered("ten_1", "growth")));
    }

    private void store(Append append) throws Exception {
        nodes.first().submit(append).get();
    }

    private long count(String metric) {
        return log.number(
                "SELECT count FROM command.resource_count WHERE tenant_id = 'ten_1' AND metric = '%s'"
                        .formatted(metric));
    }

    private static ApiKeyIssued issued(String keyId) {
        return Plans.issued(keyId, "ten_1");
    }

    private static ApiKeyRevoked revoked(String keyId) {
        return new ApiKeyRevoked(keyId, "ten_1", null);
    }

    private static ConfigurationReplaced configured(int agents) {
        var model = new Model("openai", "gpt-5", null, null);
        return new ConfigurationReplaced(
                "ten_1",
                1,
                new TenantConfiguration(
                        IntStream.range(0, agents)
                                .mapToObj(i ->
                                        new AiAgent(
                                                "agent-" + i,
                                                "Agent",
                                                Purpose.SUPPORT,
                                                true,
                                                "en",
                                                model))
                                .toList(),
                        new Telephony(
                                Telephony.Provider.SIP,
                                List.of(new PhoneNumber("+4930123456", null, null, null)))));
    }
}
