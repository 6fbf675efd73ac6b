package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the service, its log and its stream tell of many onboardings, whose slugs begin alike; each
 * is asked in other words than those in which it was told.
 */
final class OnboardingBooks {

    private static final String STEP = "provision-crashing";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String STEP_REQUESTED = "onboarding.step.requested.v1";

    /** What has an effect, and how often it happened to a tenant. */
    private static final String EFFECTS =
            """
            SELECT type FROM event_store.event WHERE tenant_id = ? AND type IN ('tenant.registered',
                'configuration.replaced', 'api-key.issued', 'tenant.activated', 'tenant.purged', 'onboarding.completed',
                'onboarding.compensated')
            """;

    private static final String OF_STEP =
            """
            SELECT tenant_id FROM event_store.readable_event
            WHERE type = ? AND payload ->> 'step' = ? AND tenant_id IN (
                SELECT tenant_id FROM event_store.readable_event
                WHERE type = 'onboarding.started' AND payload ->> 'slug' LIKE ?)
            """;

    private static final String STARTED =
            """
            SELECT tenant_id || ' ' || (payload ->> 'slug') FROM event_store.readable_event
            WHERE type = 'onboarding.started' AND payload ->> 'slug' LIKE ?
            """;

    private static final String SLUGS = "SELECT slug FROM command.slug WHERE slug LIKE ?";

    private final Standalone installation;
    private final Api api;
    private final Database database;
    private final String prefix;

    OnboardingBooks(Standalone installation, String prefix) {
        this.installation = installation;
        this.api = installation.api();
        this.database = new Database(installation);
        this.prefix = prefix;
    }

    /** The ids of those that are listed under a status. */
    Set<String> ended(String status) {
        return pages(Onboardings.PATH + "?status=" + status).stream()
                .filter(it -> it.path("workflow").asString().equals("crashing"))
                .map(it -> it.path("id").asString())
                .collect(Collectors.toSet());
    }

    /** How often the external step was begun, of each onboarding in which it was. */
    List<Long> attempts() {
        return List.copyOf(perTenant(ofStep("onboarding.step-started")).values());
    }

    /** One tenant, one key, one configuration for each, and no other. */
    void assertWhatIsThere(List<Onboardings> completed) {
        assertThat(pages("/api/v1/tenants?text=" + prefix))
                .allSatisfy(
                        tenant -> assertThat(tenant.path("status").asString()).isEqualTo("ACTIVE"))
                .extracting(tenant -> tenant.path("id").asString())
                .containsExactlyInAnyOrderElementsOf(tenants(completed));
        assertThat(database.texts(SLUGS, prefix + "%"))
                .containsExactlyInAnyOrderElementsOf(
                        tenants(completed).stream().map(slugs()::get).toList());
        assertThat(completed).allSatisfy(this::assertOneOfEverything);
    }

    private void assertOneOfEverything(Onboardings onboarding) {
        var tenant = "/api/v1/tenants/" + onboarding.tenantId();
        var configuration = api.get(tenant + "/config");
        assertThat(configuration.version()).isEqualTo(1);
        assertThat(configuration.body().findValuesAsString("name")).contains("Reception");
        assertThat(pages(tenant + "/api-keys?"))
                .extracting(key -> key.path("id").asString())
                .containsExactly(onboarding.started().path("apiKey").path("id").asString());
        assertThat(api.verified(onboarding.keySecret())).isEqualTo("VALID");
        assertThat(database.texts(EFFECTS, onboarding.tenantId()))
                .containsExactlyInAnyOrder(
                        "tenant.registered",
                        "configuration.replaced",
                        "api-key.issued",
                        "tenant.activated",
                        "onboarding.completed");
    }

    /** Nothing is left of it but its name in the log, and its slug is free. */
    void assertWhatIsGone(List<Onboardings> compensated) {
        var slugs = slugs();
        assertThat(compensated)
                .allSatisfy(it ->
                        assertNothingIsLeft(it, Objects.requireNonNull(slugs.get(it.tenantId()))));
    }

    private void assertNothingIsLeft(Onboardings onboarding, String slug) {
        var tenant = api.get("/api/v1/tenants/" + onboarding.tenantId());
        assertThat(tenant.text("status")).as("or there never was one").isIn("PURGED", "404");
        assertThat(api.verified(onboarding.keySecret())).isEqualTo("NOT_FOUND");
        var effects = database.texts(EFFECTS, onboarding.tenantId());
        assertThat(effects)
                .doesNotHaveDuplicates()
                .contains("onboarding.compensated")
                .doesNotContain("onboarding.completed");
        assertThat(effects.contains("tenant.purged"))
                .isEqualTo(effects.contains("tenant.registered"));
        var again = api.post("/api/v1/tenants", Api.company(slug));
        assertThat(again.status()).as(again.toString()).isEqualTo(201);
    }

    /**
     * The stream has each request of the log, some perhaps twice; where all went well the step
     * succeeded once, and where it was begun in vain it was undone once.
     */
    void assertEachStepWasAskedForAndTookEffectOnce(
            List<Onboardings> all, List<Onboardings> completed) {
        var ofAll = Set.copyOf(tenants(all));
        assertThat(slugs().keySet()).isEqualTo(ofAll);
        var begun = perTenant(ofStep("onboarding.step-started"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(requested(ofAll)).isEqualTo(begun));
        assertThat(begun).containsKeys(tenants(completed).toArray(String[]::new));
        var succeeded = ofStep("onboarding.step-succeeded");
        assertThat(succeeded).doesNotHaveDuplicates().containsAll(tenants(completed));
        var inVain = new HashSet<>(begun.keySet());
        tenants(completed).forEach(inVain::remove);
        assertThat(ofStep("onboarding.step-compensated"))
                .containsExactlyInAnyOrderElementsOf(inVain);
    }

    /** How many attempts of each tenant were announced, whatever came twice. */
    private Map<String, Long> requested(Set<String> tenants) {
        var seen = new HashSet<String>();
        return perTenant(
                LifecycleStream.soFar(installation.kafkaBrokers()).stream()
                        .filter(event -> event.type().equals(STEP_REQUESTED))
                        .filter(event -> tenants.contains(event.key()))
                        .filter(event -> event.data().path("step").asString().equals(STEP))
                        .filter(event -> seen.add(event.headers().get("ce_id")))
                        .map(LifecycleStream.Received::key)
                        .toList());
    }

    private List<String> ofStep(String type) {
        return database.texts(OF_STEP, type, STEP, prefix + "%");
    }

    private static Map<String, Long> perTenant(List<String> tenants) {
        return tenants.stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private List<JsonNode> pages(String path) {
        var items = new ArrayList<JsonNode>();
        var token = "";
        do {
            var page =
                    api.get(
                            path
                                    + "&pageSize=500"
                                    + (token.isEmpty() ? "" : "&pageToken=" + token));
            page.body().path("items").forEach(items::add);
            token = page.text("nextPageToken");
        } while (!token.isEmpty());
        return items;
    }

    /** Of each tenant whose onboarding was started, by what the log knows. */
    private Map<String, String> slugs() {
        return database.texts(STARTED, prefix + "%").stream()
                .map(row -> row.split(" "))
                .collect(Collectors.toMap(row -> row[0], row -> row[1]));
    }

    private static List<String> tenants(List<Onboardings> onboardings) {
        return onboardings.stream().map(Onboardings::tenantId).toList();
    }
}
