package io.voc.tenancy.query;

import static io.voc.tenancy.query.Samples.registered;
import static io.voc.tenancy.query.Samples.tenantId;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyChanged;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyRevoked;
import io.voc.tenancy.contracts.configuration.ConfigurationEvent.ConfigurationReplaced;
import io.voc.tenancy.contracts.configuration.Telephony;
import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.plan.Enforcement;
import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.contracts.plan.LimitPeriod;
import io.voc.tenancy.contracts.plan.PlanEvent.PlanCreated;
import io.voc.tenancy.contracts.plan.PlanEvent.PlanReplaced;
import io.voc.tenancy.contracts.plan.TenantLimitsEvent.TenantLimitsReplaced;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantActivated;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPlanChanged;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantProfileReplaced;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPurged;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantSuspended;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimeTravelIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> VIEWS = List.of("", "/config", "/api-keys", "/limits");
    private static final int HISTORIES = 4;
    private static final int CHANGES = 25;

    @SuppressWarnings("NullAway.Init") // set before all
    private QuerySideNode node;

    @BeforeAll
    void start() {
        node = QuerySideNode.start();
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void at_every_position_of_any_history_the_answer_is_the_one_that_was_given_then() {
        for (int seed = 1; seed <= HISTORIES; seed++) {
            var history = new History(new Random(seed));
            var answers = new HashMap<Long, List<String>>();
            history.begin();
            for (int change = 0; change < CHANGES; change++) {
                answers.put(node.head(), answersNow(history.tenant));
                history.goOn();
            }
            answers.put(node.head(), answersNow(history.tenant));

            answers.forEach((position, then) ->
                    assertThat(answersAt(history.tenant, position))
                            .as("seed %s, position %s", history.seedName(), position)
                            .isEqualTo(then));
        }
    }

    @Test
    void a_history_of_many_pages_is_told_to_its_end() {
        var id = tenantId();
        node.append(id, 0, registered(id));
        for (int i = 1; i <= 1_200; i++) {
            node.append(
                    id,
                    i,
                    new TenantProfileReplaced(id, "Name " + i, "ops@acme.example", Map.of()));
        }

        assertThat(body(path(id) + "?at=" + node.head()).path("name").asString())
                .isEqualTo("Name 1200");
        assertThat(body(path(id) + "?at=" + (node.head() - 100)).path("name").asString())
                .isEqualTo("Name 1100");
    }

    @Test
    void a_purged_tenant_is_a_tombstone_at_any_moment_and_nothing_else_is_there() {
        var id = tenantId();
        node.append(id, 0, registered(id));
        var position = node.head();
        node.append(id, 1, Samples.configured(id));
        node.append(id, 2, Samples.deleted(id));
        node.append(id, 3, new TenantPurged(id, "slug-" + id));

        var tombstone = body(path(id) + "?at=" + position);
        assertThat(tombstone.path("status").asString()).isEqualTo("PURGED");
        assertThat(tombstone.propertyNames())
                .containsExactlyInAnyOrder(
                        "id", "status", "version", "createdAt", "updatedAt", "deletedAt");
        for (var view : List.of("/config", "/api-keys", "/limits")) {
            assertThat(node.get(path(id) + view + "?at=" + position).statusCode()).isEqualTo(404);
        }
        assertThat(node.get(path(id) + "/diff").statusCode()).isEqualTo(404);
    }

    private List<String> answersNow(String tenant) {
        return VIEWS.stream()
                .map(view ->
                        body(path(tenant) + view, "Consistency-Token", String.valueOf(node.head()))
                                .toString())
                .toList();
    }

    private List<String> answersAt(String tenant, long position) {
        return VIEWS.stream()
                .map(view -> body(path(tenant) + view + "?at=" + position).toString())
                .toList();
    }

    private static String path(String tenant) {
        return "/api/v1/tenants/" + tenant;
    }

    private JsonNode body(String path, String... headers) {
        var answer = node.get(path, headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    /** A tenant to which anything may happen. */
    private final class History {

        private final String tenant = tenantId();
        private final String plan = "plan-" + UUID.randomUUID().toString().substring(0, 8);
        private final Map<String, Long> sequences = new HashMap<>();
        private final List<String> keys = new ArrayList<>();
        private final Random random;
        private int changes;
        private long configurations;

        History(Random random) {
            this.random = random;
        }

        String seedName() {
            return tenant;
        }

        void begin() {
            append(new PlanCreated(plan, null, limits()));
            append(registered(tenant, "Acme", plan));
        }

        void goOn() {
            changes++;
            append(any());
        }

        private DomainEvent any() {
            return switch (random.nextInt(10)) {
                case 0 -> new TenantSuspended(tenant, "reason " + changes);
                case 1 -> new TenantActivated(tenant, null);
                case 2 -> new TenantPlanChanged(tenant, random.nextBoolean() ? plan : "none-such");
                case 3 ->
                        new TenantProfileReplaced(
                                tenant, "Name " + changes, "x@acme.example", Map.of("k", "v"));
                case 4, 5 -> configuration();
                case 6 -> new TenantLimitsReplaced(tenant, limits());
                case 7 -> new PlanReplaced(plan, "Description", limits());
                case 8 -> issued();
                default -> keys.isEmpty() ? issued() : changed();
            };
        }

        private DomainEvent configuration() {
            return new ConfigurationReplaced(
                    tenant,
                    ++configurations,
                    new TenantConfiguration(List.of(), random.nextBoolean() ? null : telephony()));
        }

        private Telephony telephony() {
            return JSON.readValue(
                    """
                    {"provider": "SIP", "numbers": [{"number": "+4930123%d"}]}
                    """
                            .formatted(100 + changes),
                    Telephony.class);
        }

        private DomainEvent issued() {
            var key = Samples.keyId();
            keys.add(key);
            return Samples.issued(key, tenant, Samples.secret());
        }

        private DomainEvent changed() {
            var key = keys.get(random.nextInt(keys.size()));
            if (random.nextBoolean()) {
                keys.remove(key);
                return new ApiKeyRevoked(key, tenant, null);
            }
            return new ApiKeyChanged(
                    key,
                    tenant,
                    "Key " + changes,
                    Set.of("keys:read"),
                    null,
                    List.of(),
                    Map.of(),
                    null);
        }

        private List<Limit> limits() {
            return List.of(
                    new Limit(
                            "calls",
                            random.nextInt(1, 99),
                            LimitPeriod.DAY,
                            Enforcement.HARD,
                            List.of()),
                    new Limit(
                            "api-keys", random.nextInt(50, 99), null, Enforcement.HARD, List.of()));
        }

        private void append(DomainEvent event) {
            var aggregate = event.aggregateId();
            var sequence = sequences.merge(aggregate, 1L, Long::sum) - 1;
            node.append(aggregate, sequence, event);
        }
    }
}
