package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.Refusals.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What was true of a tenant at a moment of its past, and what changed since. */
class TimeTravelE2E {

    private static final String BEFORE_ALL = "1999-12-31T23:59:59Z";
    private static final String FAR_AHEAD = "2999-01-01T00:00:00Z";

    private final Api api = Standalone.shared().api();
    private final String tenant = api.registeredTenant();
    private final String path = "/api/v1/tenants/" + tenant;

    @Nested
    class AMoment {

        @Test
        void shows_all_as_it_was_answered_then() {
            var key = api.issuedKey(tenant, "config:read").path("id").asString();
            api.put(path + "/limits", Map.of("limits", List.of(SamplePlan.keys(7))));
            var first = api.put(path + "/config", SampleTenant.withAnAgent());
            var then = answers(after(first), "");

            api.patch(path, Map.of("name", "Renamed"));
            api.put(path + "/config", Map.of());
            api.put(path + "/limits", Map.of("limits", List.of()));
            api.put(path + "/plan", Map.of("plan", "growth"));
            var last = api.delete(path + "/api-keys/" + key);

            assertThat(answers(api, "?at=" + position(first))).isEqualTo(then);
            assertThat(answers(api, "?at=" + position(last)))
                    .isEqualTo(answers(after(last), ""))
                    .isNotEqualTo(then);
        }

        @Test
        void is_a_position_or_the_time_until_the_next_change() {
            var renamed = api.patch(path, Map.of("name", "Renamed"));
            var then = renamed.text("updatedAt");
            awaitLaterThan(Instant.parse(then).plusMillis(100));
            var again = api.patch(path, Map.of("name", "Renamed again"));

            assertThat(api.get(path + "?at=" + position(renamed)).text("name"))
                    .isEqualTo("Renamed");
            var between = Instant.parse(again.text("updatedAt")).minusMillis(1);
            assertThat(api.get(path + "?at=" + between).text("name")).isEqualTo("Renamed");
            assertThat(api.get(path + "?at=" + position(again)).text("name"))
                    .isEqualTo("Renamed again");
        }

        @Test
        void has_its_own_entity_tag() {
            var renamed = api.patch(path, Map.of("name", "Renamed"));
            api.patch(path, Map.of("name", "Renamed again"));

            var answer = api.get(path + "?at=" + position(renamed));

            assertThat(answer.header("ETag")).isEqualTo("\"2\"");
            assertThat(
                            api.with("If-None-Match", "\"2\"")
                                    .get(path + "?at=" + position(renamed))
                                    .status())
                    .isEqualTo(304);
        }

        @Test
        void has_pages_of_its_keys() {
            api.issuedKey(tenant, "config:read");
            api.issuedKey(tenant, "config:read");
            var at = position(api.patch(path, Map.of("name", "Renamed")));
            api.issuedKey(tenant, "config:read");
            var keys = path + "/api-keys?pageSize=1&at=" + at;

            var first = api.get(keys);
            var second = api.get(keys + "&pageToken=" + first.text("nextPageToken"));

            assertThat(first.body().path("items").size()).isEqualTo(1);
            assertThat(second.body().path("items").size()).isEqualTo(1);
            assertThat(second.body().has("nextPageToken")).isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "/config", "/api-keys", "/limits"})
        void in_the_future_or_of_no_form_is_refused(String view) {
            for (var at :
                    List.of("999999999999999999", FAR_AHEAD, "soon", "2026-13-01T00:00:00Z")) {
                var answer = api.get(path + view + "?at=" + at);

                assertRefused(answer, 400, "validation-failed");
                assertThat(answer.pointers()).containsExactly("at");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "/config", "/api-keys", "/limits"})
        void before_the_tenant_was_there_is_not_found(String view) {
            assertRefused(api.get(path + view + "?at=0"), 404, "not-found");
            assertRefused(api.get(path + view + "?at=" + BEFORE_ALL), 404, "not-found");
        }
    }

    @Nested
    class ADifference {

        @Test
        void tells_what_changed_between_two_moments() {
            var from = position(api.patch(path, Map.of("name", "Renamed")));
            var key = api.issuedKey(tenant, "config:read").path("id").asString();
            api.put(path + "/config", SampleTenant.withAnAgent());
            api.put(path + "/limits", Map.of("limits", List.of(SamplePlan.keys(3))));
            var to = position(api.patch(path, Map.of("name", "Renamed again")));

            var diff = api.get(path + "/diff?from=" + from + "&to=" + to);

            assertThat(diff.body().path("from").asLong()).isEqualTo(from);
            assertThat(diff.body().path("to").asLong()).isEqualTo(to);
            assertThat(diff.body().path("changes").valueStream().map(TimeTravelE2E::outline))
                    .contains("CHANGED /tenant/name \"Renamed\" \"Renamed again\"")
                    .anyMatch(
                            change -> change.startsWith("ADDED /apiKeys/0") && change.contains(key))
                    .anyMatch(change -> change.startsWith("ADDED /configuration/aiAgents/0"))
                    .anyMatch(change -> change.contains(" /limits/api-keys/COUNT"));
            assertThat(api.get(path + "/diff?from=" + to + "&to=" + to).body().path("changes"))
                    .isEmpty();
        }

        @Test
        void is_by_default_that_of_the_whole_life() {
            api.post(path + "/suspend", Map.of("reason", "unpaid"));

            var changes = api.get(path + "/diff").body().path("changes").valueStream();

            assertThat(changes.map(TimeTravelE2E::outline))
                    .containsExactlyInAnyOrder(
                            "CHANGED /tenant/status \"ACTIVE\" \"SUSPENDED\"",
                            "ADDED /tenant/statusReason  \"unpaid\"");
        }

        @Test
        void shows_of_a_secret_that_it_is_another() {
            var from = position(api.put(path + "/config", SampleConfiguration.complete("one")));
            api.put(path + "/config", SampleConfiguration.complete("two"));

            assertThat(api.get(path + "/diff?from=" + from).body().path("changes").valueStream())
                    .allMatch(change -> change.path("path").asString().startsWith("/configuration"))
                    .anyMatch(change -> change.path("to").toString().equals("{\"set\":true}"));
        }

        @ParameterizedTest
        @CsvSource({"from=x, from", "to=2999-01-01T00:00:00Z, to", "from=999999999999999999, from"})
        void needs_moments_that_have_been(String query, String parameter) {
            var answer = api.get(path + "/diff?" + query);

            assertRefused(answer, 400, "validation-failed");
            assertThat(answer.pointers()).containsExactly(parameter);
        }

        @Test
        void does_not_begin_before_the_tenant() {
            assertRefused(api.get(path + "/diff?from=0"), 404, "not-found");
        }
    }

    @Nested
    class ItsReaders {

        private final long at = position(api.patch(path, Map.of("name", "Renamed")));

        @Test
        void are_the_tenants_own_and_no_others() {
            var other = api.registeredTenant();
            for (var view : List.of("?at=" + at, "/limits?at=" + at, "/diff?to=" + at)) {
                assertThat(api.as(Tokens.tenantViewer(tenant)).get(path + view).status())
                        .isEqualTo(200);
                assertRefused(api.as(Tokens.tenantAdmin(other)).get(path + view), 404, "not-found");
            }
        }

        @Test
        void are_let_in_by_the_status_of_today() {
            var deleted = api.delete(path);

            assertRefused(
                    api.as(Tokens.tenantAdmin(tenant))
                            .with("Consistency-Token", deleted.header("Consistency-Token"))
                            .get(path + "?at=" + at),
                    404,
                    "not-found");
            assertThat(after(deleted).get(path + "?at=" + at).text("status")).isEqualTo("ACTIVE");
        }

        @Test
        void see_nothing_but_the_tombstone_once_it_is_purged() {
            api.put(path + "/config", SampleTenant.withAnAgent());
            api.delete(path);
            var purged = api.post(path + "/purge", Map.of());

            var tombstone = after(purged).get(path + "?at=" + at);

            assertThat(tombstone.body()).isEqualTo(after(purged).get(path).body());
            assertThat(tombstone.text("status")).isEqualTo("PURGED");
            assertThat(tombstone.response().body()).doesNotContain("company");
            for (var view : List.of("/config?at=", "/api-keys?at=", "/limits?at=", "/diff?to=")) {
                assertRefused(after(purged).get(path + view + at), 404, "not-found");
            }
        }
    }

    private List<JsonNode> answers(Api caller, String query) {
        return List.of("", "/config", "/api-keys", "/limits").stream()
                .map(view -> caller.get(path + view + query).body())
                .toList();
    }

    private Api after(Api.Answer write) {
        return api.with("Consistency-Token", write.header("Consistency-Token"));
    }

    private static long position(Api.Answer write) {
        assertThat(write.status()).as(write.response().body()).isBetween(200, 204);
        return Long.parseLong(write.header("Consistency-Token"));
    }

    private static void awaitLaterThan(Instant time) {
        await().until(() -> Instant.now().isAfter(time));
    }

    private static String outline(JsonNode change) {
        return "%s %s %s %s"
                .formatted(
                        change.path("kind").asString(),
                        change.path("path").asString(),
                        change.path("from"),
                        change.path("to"));
    }
}
