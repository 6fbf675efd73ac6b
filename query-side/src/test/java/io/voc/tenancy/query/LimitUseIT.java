package io.voc.tenancy.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Operators find the tenants that are near or over a limit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitUseIT {

    /** The ledger's tables are the command side's, which is not here. */
    private static final Path LEDGER =
            Path.of(
                    "../command-side/src/main/resources/db/migration/command-side/V3__usage_ledger.sql");

    private static final String CLEAR =
            "DELETE FROM command.usage_counter; DELETE FROM command.usage_reservation; DELETE FROM command.tenant_limit;"
                    + "DELETE FROM command.tenant_gate; DELETE FROM command.plan WHERE name = 'measured'";

    private static final String PLAN =
            """
            INSERT INTO command.plan (name, limits, tenants) VALUES ('measured', '[
                {"metric": "calls", "amount": 100, "period": "DAY", "enforcement": "HARD", "warnAtPercent": []},
                {"metric": "calls", "amount": 1000, "period": "MONTH", "enforcement": "SOFT", "warnAtPercent": []},
                {"metric": "messages", "amount": 10, "period": "LIFETIME", "enforcement": "SOFT", "warnAtPercent": []},
                {"metric": "concurrent-calls", "amount": 4, "enforcement": "HARD", "warnAtPercent": []}]', 0)
            """;

    private final JsonMapper json = new JsonMapper();

    @SuppressWarnings("NullAway.Init") // set before all
    private QuerySideNode node;

    @BeforeAll
    void start() throws IOException {
        node = QuerySideNode.start();
        node.jdbc().sql(Files.readString(LEDGER)).update();
    }

    @BeforeEach
    void clear() {
        node.jdbc().sql(CLEAR).update();
        node.jdbc().sql(PLAN).update();
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void those_with_most_of_their_limit_come_first() {
        counted("ten_1", "calls", 79);
        counted("ten_2", "calls", 100);
        counted("ten_3", "calls", 85);
        counted("ten_4", "messages", 30);
        counted("ten_5", "calls", 850);

        assertThat(listed("?atLeastPercent=80"))
                .containsExactly(
                        "ten_5 calls DAY 850/100 850% HARD",
                        "ten_4 messages LIFETIME 30/10 300% SOFT",
                        "ten_2 calls DAY 100/100 100% HARD",
                        "ten_3 calls DAY 85/100 85% HARD",
                        "ten_5 calls MONTH 850/1000 85% SOFT");
        assertThat(listed("")).as("80 unless said otherwise").hasSize(5);
        assertThat(listed("?metric=messages&atLeastPercent=1"))
                .containsExactly("ten_4 messages LIFETIME 30/10 300% SOFT");
        assertThat(listed("?metric=dreams")).isEmpty();
    }

    @Test
    void an_override_counts_in_place_of_the_plans_limit() {
        counted("ten_1", "calls", 90);
        counted("ten_2", "calls", 90);
        override("ten_1", "calls", 1_000);
        override("ten_2", "messages", 1_000);

        assertThat(listed("?atLeastPercent=50")).containsExactly("ten_2 calls DAY 90/100 90% HARD");

        override("ten_1", "calls", 0);
        assertThat(listed("?atLeastPercent=91")).containsExactly("ten_1 calls DAY 90/0 9000% HARD");
    }

    @ParameterizedTest
    @CsvSource({"1 day, MONTH", "1 month, ''"})
    void a_period_that_is_over_does_not_count(String age, String still) {
        counted("ten_1", "calls", 1_000);
        node.jdbc()
                .sql("UPDATE command.usage_counter SET counted_at = :then::timestamptz")
                .param("then", then(age))
                .update();

        assertThat(listed("?atLeastPercent=100"))
                .containsExactlyElementsOf(
                        still.isEmpty() || isFirstOfMonth()
                                ? List.of()
                                : List.of("ten_1 calls MONTH 1000/1000 100% SOFT"));
    }

    @Test
    void what_goes_on_at_one_time_counts_until_it_ends() {
        counted("ten_1", "concurrent-calls", 0);
        for (int i = 0; i < 5; i++) {
            node.jdbc()
                    .sql(
                            """
                            INSERT INTO command.usage_reservation
                            VALUES (:id, 'ten_1', 'concurrent-calls', now() + make_interval(mins => :minutes))
                            """)
                    .params(Map.of("id", "rsv_" + i, "minutes", i == 0 ? -1 : 10))
                    .update();
        }

        assertThat(listed("")).containsExactly("ten_1 concurrent-calls now 4/4 100% HARD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETED", "PURGED"})
    void a_tenant_that_is_gone_is_left_out(String status) {
        counted("ten_1", "calls", 100);
        counted("ten_2", "calls", 100);
        override("ten_1", "messages", 1);
        counted("ten_1", "messages", 1);
        node.jdbc()
                .sql("UPDATE command.tenant_gate SET status = :status WHERE tenant_id = 'ten_1'")
                .param("status", status)
                .update();

        assertThat(listed("")).containsExactly("ten_2 calls DAY 100/100 100% HARD");
    }

    @Test
    void is_read_page_by_page() {
        for (int i = 0; i < 25; i++) {
            counted("ten_%02d".formatted(i), "calls", 80 + i % 5);
        }
        var whole = listed("?pageSize=500");

        var pages = new ArrayList<String>();
        var token = "";
        do {
            var page = page("?pageSize=7" + token);
            pages.addAll(items(page));
            token = page.has("nextPageToken") ? "&pageToken=" + text(page, "nextPageToken") : "";
        } while (!token.isEmpty());

        assertThat(whole).hasSize(25).doesNotHaveDuplicates();
        assertThat(pages).isEqualTo(whole);
    }

    @Test
    void a_token_of_another_list_or_one_that_is_made_up_is_refused() {
        counted("ten_1", "calls", 100);
        counted("ten_2", "calls", 100);
        var token = text(page("?pageSize=1"), "nextPageToken");
        var list = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        var made =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(
                                list.replace("100 ten", "many ten")
                                        .getBytes(StandardCharsets.UTF_8));

        for (var query : List.of("?metric=calls&pageToken=" + token, "?pageToken=" + made)) {
            var refused = node.get("/api/v1/usage" + query);
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
            assertThat(refused.body()).contains("pageToken");
        }
    }

    /** Has so much in all present periods. */
    private void counted(String tenantId, String metric, long used) {
        node.jdbc()
                .sql(
                        "INSERT INTO command.tenant_gate (tenant_id, status, plan) VALUES (:id, 'ACTIVE', 'measured') ON CONFLICT DO NOTHING")
                .param("id", tenantId)
                .update();
        node.jdbc()
                .sql(
                        "INSERT INTO command.usage_counter VALUES (:id, :metric, now(), :used, :used, :used, :used, :used)")
                .params(Map.of("id", tenantId, "metric", metric, "used", used))
                .update();
    }

    /** For the day, or for the lifetime of messages. */
    private void override(String tenantId, String metric, long amount) {
        var period = metric.equals("messages") ? "LIFETIME" : "DAY";
        node.jdbc()
                .sql(
                        """
                        INSERT INTO command.tenant_limit (tenant_id, limits) VALUES (:id, jsonb_build_array(jsonb_build_object(
                            'metric', :metric::text, 'amount', :amount::bigint, 'period', :period::text, 'enforcement', 'HARD',
                            'warnAtPercent', '[]'::jsonb)))
                        ON CONFLICT (tenant_id) DO UPDATE SET limits = excluded.limits
                        """)
                .params(
                        Map.of(
                                "id", tenantId, "metric", metric, "amount", amount, "period",
                                period))
                .update();
    }

    private String then(String age) {
        return node.jdbc()
                .sql("SELECT (now() - :age::interval)::text")
                .param("age", age)
                .query((row, _) -> row.getString(1))
                .single();
    }

    private boolean isFirstOfMonth() {
        return node.jdbc()
                .sql("SELECT date_part('day', now() AT TIME ZONE 'UTC') = 1")
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    private List<String> listed(String query) {
        return items(page(query));
    }

    private JsonNode page(String query) {
        var answer = node.get("/api/v1/usage" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readTree(answer.body());
    }

    private static List<String> items(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(item ->
                        String.format(
                                Locale.ROOT,
                                "%s %s %s %d/%d %d%% %s",
                                text(item, "tenantId"),
                                text(item, "metric"),
                                item.path("period").asString("now"),
                                item.path("used").asLong(),
                                item.path("limit").asLong(),
                                item.path("percent").asLong(),
                                text(item, "enforcement")))
                .toList();
    }

    private static String text(JsonNode node, String field) {
        return URLEncoder.encode(node.path(field).asString(), StandardCharsets.UTF_8);
    }
}
