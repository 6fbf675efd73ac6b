package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.SampleConfiguration.TRUNK_PASSWORD;
import static io.voc.tenancy.e2e.SampleConfiguration.complete;
import static io.voc.tenancy.e2e.SampleConfiguration.with;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class ConfigurationVersionsE2E {

    private final Api operator = Standalone.shared().api();
    private final String tenantId = operator.registeredTenant();
    private final Api api = operator.as(Tokens.tenantAdmin(tenantId));
    private final String path = "/api/v1/tenants/" + tenantId + "/config";

    @Nested
    class The_list {

        @Test
        void is_empty_before_the_first() {
            assertThat(api.get(path + "/versions").body().path("items")).isEmpty();
        }

        @Test
        void has_the_newest_first_page_by_page() {
            var last = agents("a");
            for (var ids : List.of("a b", "b a", "a", "a c")) {
                last = agents(ids.split(" "));
            }
            var reader = after(last);

            var numbers = new ArrayList<Long>();
            var token = "";
            do {
                var page = reader.get(path + "/versions?pageSize=2" + token);
                page.body()
                        .path("items")
                        .forEach(item -> numbers.add(item.path("version").asLong()));
                token = "&pageToken=" + page.text("nextPageToken");
            } while (!token.equals("&pageToken="));

            assertThat(numbers).containsExactly(5L, 4L, 3L, 2L, 1L);
        }

        @Test
        void tells_who_changed_what_when() {
            agents("a");
            var second = agents("b", "a");

            var item = after(second).get(path + "/versions").body().at("/items/0");

            assertThat(item.path("changedBy").asString()).isEqualTo("e2e");
            assertThat(item.path("changedAt")).isEqualTo(second.body().path("updatedAt"));
            assertThat(item.path("changes"))
                    .containsExactly(
                            SampleConfiguration.tree(
                                    "{\"kind\":\"ADDED\",\"path\":\"/aiAgents/0\"}"));
        }

        @Test
        void of_another_tenant_has_other_cursors() {
            var other = operator.registeredTenant();
            agents("a");
            var token = after(agents("b")).get(path + "/versions?pageSize=1").text("nextPageToken");

            var answer =
                    operator.get(
                            "/api/v1/tenants/" + other + "/config/versions?pageToken=" + token);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.pointers()).containsExactly("pageToken");
        }
    }

    @Nested
    class A_version {

        @Test
        void is_read_as_it_was() {
            var first = agents("a");
            var second = agents("b");

            var answer = after(second).get(path + "/versions/1");

            assertThat(answer.header("ETag")).isEqualTo("\"1\"");
            assertThat(answer.body().at("/configuration/aiAgents"))
                    .isEqualTo(first.body().path("aiAgents"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "2", "01", "-1", "x", "1e0", "99999999999999999999"})
        void that_there_is_not_is_not_found(String number) {
            agents("a");

            assertThat(api.get(path + "/versions/" + number).code()).isEqualTo("not-found");
        }

        @Test
        void is_read_at_once() {
            agents("a");

            assertThat(api.get(path + "/versions/1").status()).isEqualTo(200);
        }
    }

    @Nested
    class A_difference {

        @Test
        void of_an_agent_inserted_before_fifty_others_is_one() {
            operator.put("/api/v1/tenants/" + tenantId + "/plan", Map.of("plan", "enterprise"));
            var ids = Stream.iterate(0, i -> i < 49, i -> i + 1).map(i -> "a" + i).toList();
            agents(ids.toArray(String[]::new));
            agents(Stream.concat(Stream.of("new"), ids.stream()).toArray(String[]::new));

            assertThat(diff(""))
                    .singleElement()
                    .satisfies(change -> {
                        assertThat(change.path("kind").asString()).isEqualTo("ADDED");
                        assertThat(change.path("path").asString()).isEqualTo("/aiAgents/0");
                        assertThat(change.path("to").path("id").asString()).isEqualTo("new");
                        assertThat(change.has("from")).isFalse();
                    });
        }

        @Test
        void of_order_alone_tells_both_orders() {
            agents("a", "b", "c");
            agents("c", "a", "b");

            assertThat(diff(""))
                    .containsExactly(
                            SampleConfiguration.tree(
                                    """
                                    {"kind": "REORDERED", "path": "/aiAgents", "from": ["a", "b", "c"], "to": ["c", "a", "b"]}
                                    """));
        }

        @Test
        void tells_what_was_and_what_is() {
            api.put(path, complete());
            var other = with(complete(), "/telephony/numbers/0/label", "Sales");
            api.put(
                    path,
                    with(
                            SampleConfiguration.without(other, "/aiAgents/0/analysis/fields/0"),
                            "/telephony/allowedCountries",
                            List.of("FR")));

            assertThat(diff("?from=1&to=2").stream().map(JsonNode::toString))
                    .containsExactlyInAnyOrder(
                            """
                            {"kind":"CHANGED","path":"/telephony/numbers/0/label","from":"Main","to":"Sales"}\
                            """,
                            """
                            {"kind":"CHANGED","path":"/telephony/allowedCountries","from":["GB","DE"],"to":["FR"]}\
                            """,
                            """
                            {"kind":"REMOVED","path":"/aiAgents/0/analysis/fields/0","from":{"name":"mood","type":"CHOICE","description":"How they felt","choices":["good","bad"]}}\
                            """);
        }

        @Test
        void of_a_secret_tells_that_it_is_another() {
            api.put(path, complete());
            api.put(path, with(complete(), TRUNK_PASSWORD, "another"));

            assertThat(diff(""))
                    .containsExactly(
                            SampleConfiguration.tree(
                                    """
                                    {"kind": "CHANGED", "path": "/telephony/sipTrunk/password", "from": {"set": true}, "to": {"set": true}}
                                    """));
        }

        @Test
        void goes_both_ways_and_begins_with_nothing() {
            agents("a");
            agents("a", "b");

            assertThat(diff("?from=2&to=1").getFirst().path("kind").asString())
                    .isEqualTo("REMOVED");
            assertThat(diff("?from=0&to=1").getFirst().path("path").asString())
                    .isEqualTo("/aiAgents/0");
            assertThat(diff("?from=2&to=2")).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"from=9, from", "to=9, to", "from=-1, from", "to=x, to"})
        void needs_versions_that_there_are(String query, String parameter) {
            agents("a");

            var answer = api.get(path + "/diff?" + query);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.pointers()).containsExactly(parameter);
        }

        private List<JsonNode> diff(String query) {
            var now = api.post(path + "/rollback", Map.of("version", newest()));
            return after(now)
                    .get(path + "/diff" + query)
                    .body()
                    .path("changes")
                    .valueStream()
                    .toList();
        }

        private long newest() {
            return api.patch(path, Map.of()).version();
        }
    }

    private Api.Answer agents(String... ids) {
        var agents = Stream.of(ids).map(SampleConfiguration::agent).toList();
        var answer = api.put(path, Map.of("aiAgents", agents));
        assertThat(answer.status()).isEqualTo(200);
        return answer;
    }

    private Api after(Api.Answer write) {
        return api.with("Consistency-Token", write.header("Consistency-Token"));
    }
}
