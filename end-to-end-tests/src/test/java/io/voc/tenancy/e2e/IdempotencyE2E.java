package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.Keyed.assertReplayed;
import static io.voc.tenancy.e2e.Keyed.assertSame;
import static io.voc.tenancy.e2e.Refusals.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** A request under an idempotency key takes effect once, and each time has the same answer. */
class IdempotencyE2E {

    private static final String TENANTS = "/api/v1/tenants";
    private static final int AT_ONCE = 20;

    private final Standalone installation = Standalone.shared();
    private final Api api = installation.api();
    private final Database database = new Database(installation);

    @Test
    void sent_many_times_at_once_it_takes_effect_once() {
        assertOneEffect(List.of(api));
    }

    @Test
    @Tag("separate")
    void sent_to_both_nodes_at_once_it_takes_effect_once() {
        assertOneEffect(installation.inner("command-side"));
    }

    private void assertOneEffect(List<Api> nodes) {
        var key = new Keyed(api).key();
        var slug = Api.anySlug();

        var answers =
                AtOnce.all(
                        AT_ONCE,
                        number ->
                                new Keyed(nodes.get(number % nodes.size()), key)
                                        .postUntilAnswered(TENANTS, Api.company(slug)));

        var first = answers.stream().filter(answer -> !Keyed.isReplayed(answer)).findFirst();
        assertThat(first).as("who was not answered by a replay").isPresent();
        assertThat(first.orElseThrow().status()).isEqualTo(201);
        assertThat(answers).allSatisfy(answer -> assertSame(answer, first.orElseThrow()));
        assertThat(answers.stream().filter(Keyed::isReplayed)).hasSize(AT_ONCE - 1);
        assertRegisteredOnce(slug, first.orElseThrow().text("id"));
    }

    private void assertRegisteredOnce(String slug, String id) {
        assertThat(
                        database.texts(
                                "SELECT tenant_id FROM event_store.readable_event"
                                        + " WHERE payload ->> 'slug' = ?",
                                slug))
                .containsExactly(id);
        var profile = Map.of("name", "Once", "contactEmail", "once@company.example");
        var changed = api.put(TENANTS + "/" + id, profile);
        assertThat(changed.body().path("version").asLong()).isEqualTo(2);
        assertThat(LifecycleStream.of(installation.kafkaBrokers(), id, 2))
                .extracting(LifecycleStream.Received::type)
                .containsExactly("tenant.registered.v1", "tenant.updated.v1");
    }

    @Test
    void while_it_runs_that_is_told_and_afterwards_its_answer() throws Exception {
        var node = Standalone.IS_SEPARATE ? installation.inner("command-side").getFirst() : api;
        var keyed = new Keyed(node);
        var company = Api.company(Api.anySlug());
        try (var callers = Executors.newVirtualThreadPerTaskExecutor();
                var log = database.stoppedLog()) {
            var both =
                    Stream.generate(() ->
                                    CompletableFuture.supplyAsync(
                                            () -> keyed.post(TENANTS, company), callers))
                            .limit(2)
                            .toList();

            var refused = (Api.Answer) CompletableFuture.anyOf(both.get(0), both.get(1)).get();
            log.rollback();

            assertRefused(refused, 409, "idempotency-in-flight");
            var answers = both.stream().map(CompletableFuture::join);
            var answer = answers.filter(it -> it.status() == 201).findFirst().orElseThrow();
            assertThat(Keyed.isReplayed(answer)).isFalse();
            assertReplayed(keyed.post(TENANTS, company), answer);
        }
    }

    @Test
    @Tag("separate")
    void what_runs_on_another_node_is_waited_for() throws Exception {
        var nodes = installation.inner("command-side");
        var keyed = new Keyed(api);
        var company = Api.company(Api.anySlug());
        try (var callers = Executors.newVirtualThreadPerTaskExecutor();
                var log = database.stoppedLog()) {
            var both =
                    nodes.stream()
                            .map(node ->
                                    CompletableFuture.supplyAsync(
                                            () -> keyed.by(node).post(TENANTS, company), callers))
                            .toList();
            database.awaitWaiting(2);
            log.rollback();

            var answers = both.stream().map(CompletableFuture::join).toList();
            assertSame(answers.get(0), answers.get(1));
            assertThat(answers.get(0).status()).isEqualTo(201);
            assertThat(answers.stream().filter(Keyed::isReplayed)).hasSize(1);
        }
    }

    @Test
    void another_request_under_the_same_key_is_refused() {
        var keyed = new Keyed(api);
        var company = Api.company(Api.anySlug());
        var first = keyed.post(TENANTS, company);
        var path = TENANTS + "/" + first.text("id");

        assertRefused(
                keyed.post(TENANTS, Api.company(Api.anySlug())), 422, "idempotency-key-reused");
        assertRefused(keyed.post(path + "/suspend", company), 400, "validation-failed");
        assertRefused(keyed.post(path + "/suspend", Map.of()), 422, "idempotency-key-reused");
        assertThat(api.get(path).text("status")).isEqualTo("ACTIVE");
        assertReplayed(keyed.post(TENANTS, company), first);
    }

    @Test
    void the_same_body_sent_to_another_path_is_another_request() {
        var keyed = new Keyed(api);
        var path = TENANTS + "/" + api.registeredTenant();
        var reason = Map.of("reason", "unpaid");

        assertThat(keyed.post(path + "/suspend", reason).text("status")).isEqualTo("SUSPENDED");
        assertRefused(keyed.post(path + "/activate", reason), 422, "idempotency-key-reused");
        assertRefused(
                keyed.post(TENANTS + "/" + api.registeredTenant() + "/suspend", reason),
                422,
                "idempotency-key-reused");
    }

    @Test
    void another_caller_has_keys_of_its_own() {
        var claims = Tokens.claims("platform-admin");
        var keyed = new Keyed(api.as(Tokens.of(claims)));
        var callers =
                List.of(
                        Tokens.with(claims, "sub", "another"),
                        Tokens.with(claims, "iss", "https://one.example"),
                        Tokens.with(claims, "iss", "https://another.example"));

        assertThat(keyed.post(TENANTS, Api.company(Api.anySlug())).status()).isEqualTo(201);

        assertThat(callers)
                .allSatisfy(caller -> {
                    var answer =
                            keyed.by(api.as(Tokens.of(caller)))
                                    .post(TENANTS, Api.company(Api.anySlug()));
                    assertThat(answer.status()).isEqualTo(201);
                    assertThat(Keyed.isReplayed(answer)).isFalse();
                });
    }

    @Test
    void an_api_key_has_keys_of_its_own_too() {
        var tenantId = api.registeredTenant();
        var path = TENANTS + "/" + tenantId + "/api-keys";
        var body = Map.of("name", "Same", "scopes", List.of("config:read"));
        var keyed = new Keyed(api);
        var managers =
                Stream.generate(() -> api.issuedKey(tenantId, "keys:manage", "config:read"))
                        .limit(2)
                        .toList();

        var byAdmin = keyed.post(path, body);
        var byKeys =
                managers.stream()
                        .map(manager -> keyed.by(api.as(manager.path("secret").asString())))
                        .map(caller -> caller.post(path, body))
                        .toList();

        assertThat(Stream.concat(Stream.of(byAdmin), byKeys.stream()))
                .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(201))
                .noneMatch(Keyed::isReplayed)
                .extracting(answer -> answer.text("id"))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "order 7", "~!@#$%^&*()[]{}|;:'\",.<>?/`"})
    void a_key_is_any_visible_text(String key) {
        var keyed = new Keyed(api.as(tokenOfSomeone()), key);
        var company = Api.company(Api.anySlug());

        var first = keyed.post(TENANTS, company);

        assertThat(first.status()).isEqualTo(201);
        assertReplayed(keyed.post(TENANTS, company), first);
    }

    @Test
    void a_key_has_at_most_255_characters() {
        var someone = api.as(tokenOfSomeone());
        var company = Api.company(Api.anySlug());

        assertThat(new Keyed(someone, "k".repeat(255)).post(TENANTS, company).status())
                .isEqualTo(201);
        for (var key : List.of("k".repeat(256), "", " ")) {
            var answer = new Keyed(someone, key).post(TENANTS, Api.company(Api.anySlug()));
            assertRefused(answer, 400, "validation-failed");
            assertThat(answer.body().path("errors").findValuesAsString("pointer"))
                    .containsOnly("Idempotency-Key");
        }
    }

    private static String tokenOfSomeone() {
        return Tokens.of(Tokens.with(Tokens.claims("platform-admin"), "sub", Api.anySlug()));
    }
}
