package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.Refusals.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The trail tells who did what when, from where and why, and what it changed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrailE2E {

    private static final String AGENT = "Browser 1.0, \"best\"";

    private final Api api = Standalone.shared().api();
    private final String tenantId = api.registeredTenant();
    private final String path = "/api/v1/tenants/" + tenantId;
    private final String trail = path + "/events?";
    private final String correlation = "order-" + tenantId.substring(4);
    private final Api admin = api.as(Tokens.tenantAdmin(tenantId)).with("User-Agent", AGENT);
    private final JsonNode key = api.issuedKey(tenantId, "events:read");

    @BeforeAll
    void live() {
        admin.with("X-Correlation-Id", correlation)
                .put(
                        path,
                        Map.of(
                                "name", "=1+1",
                                "contactEmail", "new@company.example",
                                "metadata", Map.of("crm", "4711")));
        api.put(path + "/config", SampleTenant.withAnAgent());
        api.put(path + "/config", SampleConfiguration.complete("a secret word"));
        api.put(path + "/limits", Map.of("limits", List.of(SamplePlan.keys(9))));
        api.post(path + "/suspend", Map.of("reason", "=unpaid, \"twice\"\nreally"));
        api.post(path + "/activate", Map.of());
        api.patch(path + "/api-keys/" + key.path("id").asString(), Map.of("name", "Renamed"));
    }

    @Test
    void an_entry_tells_everything() {
        var entry = only(api, "correlationId=" + correlation);
        assertThat(entry.path("type").asString()).isEqualTo("tenant.profile-replaced");
        assertThat(entry.path("tenantId").asString()).isEqualTo(tenantId);
        assertThat(entry.at("/actor/roles/0").asString()).isEqualTo("tenant-admin");
        assertThat(entry.at("/actor/userAgent").asString()).isEqualTo(AGENT);
        assertThat(entry.at("/actor/sourceIp").asString()).isNotEmpty();
        assertThat(entry.path("requestId").asString()).isNotEmpty();
        assertThat(change(entry, "/name")).isEqualTo("A Company -> =1+1");
        assertThat(change(entry, "/contactEmail"))
                .isEqualTo("ops@company.example -> new@company.example");
        assertThat(change(entry, "/metadata/crm")).isEqualTo(" -> 4711");
    }

    @Test
    void what_an_event_does_not_tell_comes_from_those_before_it() {
        assertThat(change(only(api, "type=tenant.suspended"), "/status"))
                .isEqualTo("ACTIVE -> SUSPENDED");
        assertThat(change(only(api, "type=tenant.activated"), "/status"))
                .isEqualTo("SUSPENDED -> ACTIVE");
        assertThat(change(only(api, "type=api-key.changed"), "/name"))
                .isEqualTo("A key -> Renamed");
        assertThat(change(only(api, "type=tenant.limits-replaced"), "/limits/api-keys/amount"))
                .isEqualTo("");
        assertThat(only(api, "type=tenant.suspended").path("reason").asString())
                .isEqualTo("=unpaid, \"twice\"\nreally");
    }

    @Test
    void the_newest_come_first_in_pages_of_any_size() {
        var all = new TrailClient(api).pages(trail, 500);
        assertThat(positions(all))
                .hasSizeGreaterThan(8)
                .isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(new TrailClient(api).pages(trail, 3)).isEqualTo(all);
    }

    @Test
    void a_stream_has_the_same_entries_as_the_pages() {
        var all = new TrailClient(api).pages(trail, 500);
        assertThat(new TrailClient(api).ndjson(trail)).isEqualTo(all);
        var csv = new TrailClient(api).streamed(trail, "text/csv");
        assertThat(csv).startsWith("position,recordedAt,tenantId,type,");
        assertThat(csv.split("\r\n")).hasSize(all.size() + 1);
        assertThat(csv).contains(",\"'=unpaid, \"\"twice\"\"\nreally\",");
        for (var entry : all) {
            assertThat(csv).contains("\r\n" + entry.path("position").asLong() + ",");
        }
    }

    @Test
    void it_is_found_by_actor_type_and_time() {
        var all = new TrailClient(api).pages(trail, 500);
        var own = new TrailClient(api).pages(trail + "actor=e2e", 500);
        assertThat(own)
                .isNotEmpty()
                .allMatch(it -> it.at("/actor/subject").asString().equals("e2e"));
        var some =
                new TrailClient(api).pages(trail + "type=tenant.suspended,tenant.activated", 500);
        assertThat(types(some)).containsExactlyInAnyOrder("tenant.suspended", "tenant.activated");
        var middle = all.get(all.size() / 2).path("recordedAt").asString();
        var since = new TrailClient(api).pages(trail + "from=" + middle, 500);
        var before = new TrailClient(api).pages(trail + "to=" + middle, 500);
        assertThat(positions(since)).hasSizeGreaterThan(0);
        assertThat(since.size() + before.size()).isEqualTo(all.size());
        assertThat(new TrailClient(api).pages("/api/v1/events?tenantId=" + tenantId, 500))
                .isEqualTo(all);
        assertThat(
                        new TrailClient(api)
                                .pages("/api/v1/events?type=tenant.suspended&from=" + middle, 500))
                .anyMatch(it -> it.path("tenantId").asString().equals(tenantId));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type=tenant.slept",
                "type=Tenant",
                "from=yesterday",
                "from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z",
                "actor=",
                "actor=%00",
                "colour=blue",
                "pageSize=501",
                "pageToken=x",
                "tenantId=x"
            })
    void what_makes_no_sense_is_refused(String query) {
        assertRefused(api.get("/api/v1/events?" + query), 400, "validation-failed");
        assertRefused(
                api.with("Accept", "application/problem+json, text/csv")
                        .get("/api/v1/events?colour=blue"),
                400,
                "validation-failed");
    }

    @Test
    void its_own_people_do_not_see_from_where_the_platform_came() {
        for (var entry : new TrailClient(admin).pages(trail, 500)) {
            var isOfTenant = entry.at("/actor/roles/0").asString().equals("tenant-admin");
            assertThat(entry.path("actor").has("sourceIp")).isEqualTo(isOfTenant);
        }
        var viewer =
                api.as(
                        Tokens.of(
                                Tokens.with(
                                        Tokens.with(
                                                Tokens.claims("tenant-viewer"), "tid", tenantId),
                                        "sub",
                                        "v")));
        assertThat(new TrailClient(viewer).pages(trail, 500))
                .isNotEmpty()
                .noneMatch(entry -> entry.path("actor").has("sourceIp"));
    }

    @Test
    void a_key_sees_the_values_that_its_scopes_let_it_read() {
        var caller = api.as(key.path("secret").asString());
        var entry = only(caller, "type=tenant.profile-replaced");
        assertThat(entry.path("changes")).isNotEmpty();
        assertThat(entry.path("changes")).noneMatch(it -> it.has("from") || it.has("to"));
        var more = api.issuedKey(tenantId, "events:read", "tenant:read").path("secret").asString();
        assertThat(change(only(api.as(more), "type=tenant.profile-replaced"), "/name"))
                .isEqualTo("A Company -> =1+1");
    }

    @Test
    void it_tells_no_secret() {
        var text = new TrailClient(api).streamed(trail, "application/x-ndjson");
        assertThat(text).doesNotContain("digest", "enc:v1:");
        assertThat(text).contains("\"set\":true");
    }

    @Test
    void that_of_another_tenant_is_not_there() {
        var other = api.as(Tokens.tenantAdmin(api.registeredTenant()));
        assertRefused(other.get(trail), 404, "not-found");
        assertRefused(admin.get("/api/v1/events"), 403, "forbidden");
    }

    @Test
    void what_concerns_no_tenant_is_in_that_of_all() {
        var name = Api.anySlug();
        api.post("/api/v1/plans", Map.of("name", name, "limits", List.of()));
        var entry =
                new TrailClient(api)
                        .pages("/api/v1/events?tenantId=platform&type=plan.created", 500).stream()
                                .filter(it ->
                                        it.path("aggregateId").asString().equals("plan:" + name))
                                .findFirst()
                                .orElseThrow();
        assertThat(change(entry, "/name")).isEqualTo(" -> " + name);
    }

    @Test
    void of_a_purged_tenant_it_is_for_operators_and_tells_nothing_personal() {
        var life = new PrivateLife(api);
        life.live();
        life.purge();
        var of = life.path() + "/events?";
        var text = new TrailClient(api).streamed(of, "application/x-ndjson");
        assertThat(text).doesNotContain(life.mark()).doesNotContain("sourceIp");
        var entries = new TrailClient(api).pages(of, 500);
        assertThat(entries.getFirst().path("type").asString()).isEqualTo("tenant.purged");
        assertThat(entries).allMatch(it -> it.at("/actor/subject").isString());
        assertRefused(api.as(Tokens.tenantAdmin(life.tenantId())).get(of), 404, "not-found");
    }

    private JsonNode only(Api caller, String filter) {
        var found = new TrailClient(caller).pages(trail + filter, 500);
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    /** What became of a value, empty when nothing did. */
    private static String change(JsonNode entry, String path) {
        return entry.path("changes")
                .valueStream()
                .filter(it -> it.path("path").asString().equals(path))
                .map(it -> it.path("from").asString("") + " -> " + it.path("to").asString(""))
                .findFirst()
                .orElse("");
    }

    private static List<Long> positions(List<JsonNode> entries) {
        return entries.stream().map(it -> it.path("position").asLong()).toList();
    }

    private static Set<String> types(List<JsonNode> entries) {
        var types = new TreeSet<String>();
        entries.forEach(it -> types.add(it.path("type").asString()));
        return types;
    }
}
