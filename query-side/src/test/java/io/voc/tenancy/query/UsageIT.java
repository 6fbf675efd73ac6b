package io.voc.tenancy.query;

import static io.voc.tenancy.query.Samples.registered;
import static io.voc.tenancy.query.Samples.tenantId;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** Usage is read as of one moment, whatever is counted meanwhile. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UsageIT {

    /** The ledger's tables are the command side's, which is not here. */
    private static final Path LEDGER =
            Path.of("../command-side/src/main/resources/db/migration/command-side");

    private static final int READS = 100;

    private static final String BEGUN =
            """
            INSERT INTO command.usage_counter
            VALUES (:tenantId, 'calls', '1971-01-01T00:00:00Z', 1, 1, 1, 1, 1)
            """;

    /** As the first use of the next day does. */
    private static final String ROLLED =
            """
            WITH over AS (
                INSERT INTO command.usage_period
                SELECT tenant_id, metric, 'DAY', counted_at, day_used FROM command.usage_counter
                WHERE tenant_id = :tenantId
            )
            UPDATE command.usage_counter SET counted_at = counted_at + interval '1 day'
            WHERE tenant_id = :tenantId
            """;

    private final JsonMapper json = new JsonMapper();

    @SuppressWarnings("NullAway.Init") // set before all
    private QuerySideNode node;

    @BeforeAll
    void start() throws IOException {
        node = QuerySideNode.start();
        for (var part : List.of("V3__usage_ledger.sql", "V5__usage_overage.sql")) {
            node.jdbc().sql(Files.readString(LEDGER.resolve(part))).update();
        }
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void a_period_is_told_once_though_it_moves_to_the_past_meanwhile() throws Exception {
        var tenant = tenant();
        node.jdbc().sql(BEGUN).param("tenantId", tenant).update();
        var isOver = new AtomicBoolean();
        try (var thread = Executors.newSingleThreadExecutor()) {
            var rolling =
                    thread.submit(() -> {
                        while (!isOver.get()) {
                            node.jdbc().sql(ROLLED).param("tenantId", tenant).update();
                        }
                    });
            try {
                for (int i = 0; i < READS; i++) {
                    var past = usage(tenant, "?metric=calls&period=DAY").path("past");
                    assertThat(past.valueStream().map(period -> period.path("startsAt").asString()))
                            .doesNotHaveDuplicates();
                }
            } finally {
                isOver.set(true);
            }
            rolling.get();
        }
    }

    @Test
    void what_goes_on_at_one_time_is_told_of_where_it_is_limited_though_nothing_goes_on() {
        var tenant = tenant();
        node.jdbc()
                .sql(
                        """
                        INSERT INTO command.tenant_limit (tenant_id, limits) VALUES (:tenantId, '[
                            {"metric": "concurrent-calls", "amount": 5, "enforcement": "HARD", "warnAtPercent": []},
                            {"metric": "phone-numbers", "amount": 5, "enforcement": "HARD", "warnAtPercent": []}]')
                        """)
                .param("tenantId", tenant)
                .update();

        assertThat(usage(tenant, "").path("items").valueStream())
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.path("metric").asString()).isEqualTo("concurrent-calls");
                    assertThat(item.path("used").asLong(-1)).isZero();
                    assertThat(item.path("remaining").asLong()).isEqualTo(5);
                });
    }

    @Test
    void what_came_beyond_a_limit_is_told_of_the_periods_that_it_came_in() {
        var tenant = tenant();
        node.jdbc().sql(BEGUN).param("tenantId", tenant).update();
        node.jdbc()
                .sql(
                        """
                        INSERT INTO command.usage_overage VALUES
                            (:tenantId, 'calls', 'LIFETIME', '1970-01-01T00:00:00Z', 7),
                            (:tenantId, 'calls', 'DAY', '1971-01-01T00:00:00Z', 5),
                            (:tenantId, 'calls', 'HOUR', '1971-01-01T00:00:00Z', 3)
                        """)
                .param("tenantId", tenant)
                .update();

        var usage = usage(tenant, "?metric=calls&period=DAY");

        assertThat(
                        usage.path("items")
                                .valueStream()
                                .filter(item -> item.has("overage"))
                                .map(item ->
                                        item.path("period").asString()
                                                + item.path("overage").asLong()))
                .containsExactly("LIFETIME7");
        assertThat(usage.at("/past/0/overage").asLong()).isEqualTo(5);
    }

    private String tenant() {
        var id = tenantId();
        node.append(id, 0, registered(id));
        return id;
    }

    private JsonNode usage(String tenantId, String query) {
        var answer = node.get("/api/v1/tenants/" + tenantId + "/usage" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readTree(answer.body());
    }
}
