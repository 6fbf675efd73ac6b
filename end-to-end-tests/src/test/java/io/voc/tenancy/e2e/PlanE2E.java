package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class PlanE2E {

    private final Standalone standalone = Standalone.shared();
    private final Api api = standalone.api();

    @Nested
    class A_new_installation {

        @Test
        void has_three_plans_that_anyone_may_read() {
            var tenant = api.registeredTenant();
            for (var reader :
                    List.of(api, api.as(Tokens.service()), api.as(Tokens.tenantViewer(tenant)))) {
                assertThat(names(reader.get("/api/v1/plans?pageSize=500").body()))
                        .contains("enterprise", "growth", "starter")
                        .isSorted();
            }
        }

        @Test
        void tells_what_it_counts() {
            var metrics = api.get("/api/v1/metrics-catalogue").body().path("items");

            assertThat(metrics.valueStream())
                    .anySatisfy(metric -> {
                        assertThat(metric.path("name").asString()).isEqualTo("api-keys");
                        assertThat(metric.path("kind").asString()).isEqualTo("RESOURCE");
                    });
        }
    }

    @Nested
    class A_plan {

        @Test
        void is_created_replaced_and_deleted_at_its_versions() {
            var name = anyName();
            var created = api.post("/api/v1/plans", plan(name, keys(1)));
            assertThat(created.status()).isEqualTo(201);
            assertThat(created.response().headers().firstValue("Location"))
                    .contains("/api/v1/plans/" + name);
            assertThat(api.post("/api/v1/plans", plan(name, keys(1))).code())
                    .isEqualTo("plan-exists");
            assertThat(api.get("/api/v1/plans/" + name).body()).isEqualTo(created.body());

            var replaced = api.put("/api/v1/plans/" + name, Map.of("limits", List.of(keys(2))));
            assertThat(replaced.body().path("version").asLong()).isEqualTo(2);
            assertThat(replaced.body().at("/limits/0/amount").asLong()).isEqualTo(2);
            assertThat(api.put("/api/v1/plans/" + name, replaced.body()).body())
                    .as("what was read may be sent back")
                    .isEqualTo(replaced.body());

            assertThat(api.delete("/api/v1/plans/" + name).text("deletedAt")).isNotEmpty();
            assertThat(api.get("/api/v1/plans/" + name).code()).isEqualTo("not-found");
            assertThat(
                            api.post("/api/v1/plans", plan(name, keys(3)))
                                    .body()
                                    .path("version")
                                    .asLong())
                    .as("a plan that lives again goes on")
                    .isEqualTo(4);
            assertThat(LifecycleStream.of(standalone.kafkaBrokers(), name, 4))
                    .extracting(LifecycleStream.Received::type)
                    .containsExactly(
                            "plan.created.v1",
                            "plan.changed.v1",
                            "plan.deleted.v1",
                            "plan.created.v1");
        }

        @Test
        void limits_what_is_in_the_catalogue_and_each_only_once() {
            var answer =
                    api.post(
                            "/api/v1/plans",
                            plan(
                                    anyName(),
                                    List.of(
                                            limit("dreams", 1),
                                            limit("call-minutes", 1),
                                            keys(1),
                                            keys(2))));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body().path("errors").valueStream())
                    .extracting(fault -> fault.path("pointer").asString())
                    .containsExactly("/limits/0/metric", "/limits/1/period", "/limits/3");
        }

        @Test
        void can_not_be_deleted_while_a_tenant_has_it() {
            var name = created(keys(1));
            var tenant = tenantOn(name);

            var refused = api.delete("/api/v1/plans/" + name);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.code()).isEqualTo("plan-in-use");
            assertThat(refused.text("detail")).contains("1");

            var changed = api.put("/api/v1/tenants/" + tenant + "/plan", Map.of("plan", "starter"));
            assertThat(changed.text("plan")).isEqualTo("starter");
            assertThat(api.delete("/api/v1/plans/" + name).status()).isEqualTo(200);
            assertThat(
                            api.put("/api/v1/tenants/" + tenant + "/plan", Map.of("plan", name))
                                    .body()
                                    .at("/errors/0/pointer")
                                    .asString())
                    .isEqualTo("/plan");
        }

        @Test
        void is_never_deleted_under_a_tenant_that_takes_it_at_the_same_moment() throws Exception {
            for (int round = 0; round < 10; round++) {
                var name = created(keys(1));
                var tenant = api.registeredTenant();
                var path = "/api/v1/tenants/" + tenant + "/plan";
                var calls =
                        List.<Callable<Api.Answer>>of(
                                () -> api.put(path, Map.of("plan", name)),
                                () -> api.delete("/api/v1/plans/" + name));
                var answers = atOnce(calls);

                assertThat(answers).extracting(Api.Answer::status).containsOnlyOnce(200);
                var isAssigned = answers.getFirst().status() == 200;
                assertThat(answers.get(isAssigned ? 1 : 0).code())
                        .isEqualTo(isAssigned ? "plan-in-use" : "validation-failed");
            }
        }
    }

    @Nested
    class A_limit {

        @Test
        void lets_exactly_one_of_64_have_the_last_place() throws Exception {
            var tenant = tenantOn(created(keys(3)));
            api.issuedKey(tenant, "config:read");
            api.issuedKey(tenant, "config:read");

            var answers = atOnce(java.util.Collections.nCopies(64, () -> key(tenant)));

            assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() != 201)
                    .allSatisfy(answer -> {
                        assertThat(answer.status()).isEqualTo(409);
                        assertThat(answer.code()).isEqualTo("limit-reached");
                    });
        }

        @Test
        void has_room_again_when_something_goes() {
            var tenant = tenantOn(created(keys(1)));
            var key = api.issuedKey(tenant, "config:read").path("id").asString();
            assertThat(key(tenant).code()).isEqualTo("limit-reached");

            api.delete("/api/v1/tenants/" + tenant + "/api-keys/" + key);

            assertThat(key(tenant).status()).isEqualTo(201);
        }

        @Test
        void counts_for_all_tenants_of_its_plan_from_the_moment_that_it_is_changed() {
            var name = created(keys(1));
            var one = tenantOn(name);
            var other = tenantOn(name);
            api.issuedKey(one, "config:read");
            assertThat(key(one).code()).isEqualTo("limit-reached");

            api.put("/api/v1/plans/" + name, Map.of("limits", List.of(keys(2))));
            assertThat(key(one).status()).isEqualTo(201);

            api.put("/api/v1/plans/" + name, Map.of("limits", List.of(keys(0))));
            assertThat(key(other).code()).isEqualTo("limit-reached");
            assertThat(api.get("/api/v1/tenants/" + one + "/api-keys").body().path("items"))
                    .as("what exists stays")
                    .hasSize(2);
        }

        @Test
        void of_a_configuration_is_no_bar_to_one_that_does_not_grow() {
            var name = created(limit("ai-agents", 2));
            var tenant = tenantOn(name);
            var path = "/api/v1/tenants/" + tenant + "/config";
            assertThat(api.put(path, agents(2)).status()).isEqualTo(200);
            assertThat(api.put(path, agents(3)).code()).isEqualTo("limit-reached");

            api.put("/api/v1/plans/" + name, Map.of("limits", List.of(limit("ai-agents", 0))));
            assertThat(api.put(path, agents(1)).status()).isEqualTo(200);
            assertThat(api.put(path, agents(2)).code()).isEqualTo("limit-reached");
        }
    }

    private String created(Map<String, Object> limit) {
        var name = anyName();
        assertThat(api.post("/api/v1/plans", plan(name, limit)).status()).isEqualTo(201);
        return name;
    }

    private String tenantOn(String plan) {
        var company = new HashMap<>(Api.company(Api.anySlug()));
        company.put("plan", plan);
        var answer = api.post("/api/v1/tenants", company);
        assertThat(answer.status()).isEqualTo(201);
        await().untilAsserted(() ->
                assertThat(api.get("/api/v1/tenants/" + answer.text("id")).text("plan"))
                        .isEqualTo(plan));
        return answer.text("id");
    }

    private Api.Answer key(String tenant) {
        return api.post(
                "/api/v1/tenants/" + tenant + "/api-keys",
                Map.of("name", "A key", "scopes", List.of("config:read")));
    }

    private static String anyName() {
        return "plan-" + Api.anySlug();
    }

    private static Map<String, Object> plan(String name, Map<String, Object> limit) {
        return plan(name, List.of(limit));
    }

    private static Map<String, Object> plan(String name, List<Map<String, Object>> limits) {
        return Map.of("name", name, "limits", limits);
    }

    private static Map<String, Object> keys(int amount) {
        return limit("api-keys", amount);
    }

    private static Map<String, Object> limit(String metric, int amount) {
        return Map.of("metric", metric, "amount", amount, "enforcement", "HARD");
    }

    private static Map<String, Object> agents(int number) {
        var agents = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < number; i++) {
            agents.add(
                    Map.of(
                            "id",
                            "agent-" + i,
                            "name",
                            "Agent",
                            "purpose",
                            "SUPPORT",
                            "enabled",
                            true,
                            "language",
                            "en",
                            "model",
                            Map.of("provider", "example", "name", "fast-1")));
        }
        return Map.of("aiAgents", agents);
    }

    private static List<String> names(JsonNode page) {
        return page.path("items").valueStream().map(plan -> plan.path("name").asString()).toList();
    }

    private static List<Api.Answer> atOnce(List<Callable<Api.Answer>> calls) throws Exception {
        var together = new CountDownLatch(calls.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<Api.Answer>>();
            for (var call : calls) {
                running.add(
                        threads.submit(() -> {
                            together.countDown();
                            together.await();
                            return call.call();
                        }));
            }
            var answers = new ArrayList<Api.Answer>();
            for (var answer : running) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
