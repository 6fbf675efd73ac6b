package io.voc.tenancy.eventstore.register;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.eventstore.TestLog;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;

/** How the statements of plans are executed, with the settings of the appender's connection. */
class PlanStatementsIT {

    private static final String ROWS =
            """
            INSERT INTO command.plan SELECT 'plan-' || i, '[]', 0 FROM generate_series(1, 5000) AS i;
            INSERT INTO command.plan VALUES ('growth', '[]', 100000);
            INSERT INTO command.tenant_gate (tenant_id, status, plan)
                SELECT 'ten_' || i, 'ACTIVE', 'growth' FROM generate_series(1, 100000) AS i;
            INSERT INTO command.tenant_limit SELECT 'ten_' || i, '[]' FROM generate_series(1, 5000) AS i;
            INSERT INTO command.tenant_gate VALUES ('ten_a', 'ACTIVE', NULL, 'of-old'), ('ten_b', 'ACTIVE', NULL, 'of-old');
            """;

    private final TestLog log = new TestLog();

    @BeforeEach
    void many_tenants_and_plans() throws SQLException {
        try (var connection = log.dataSource().getConnection()) {
            execute(connection, ROWS);
            execute(connection, "VACUUM ANALYZE command.plan");
            execute(connection, "VACUUM ANALYZE command.tenant_gate");
            execute(connection, "VACUUM ANALYZE command.tenant_limit");
        }
    }

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    void gates_and_plans_are_looked_up_by_key() throws SQLException {
        assertThat(executed(GateRegister.READ, "'{ten_7}', '{plan-7}'"))
                .contains("Index Cond: (tenant_id = ANY ($1))")
                .containsPattern("using plan_pkey on plan .*rows=1(\\.00)? loops=2")
                .doesNotContain("Seq Scan");
    }

    @Test
    void overrides_are_looked_up_by_key_with_them() throws SQLException {
        assertThat(executed(GateRegister.READ_WITH_OVERRIDES, "'{ten_7}', '{}', '{ten_7}'"))
                .contains("Index Cond: (tenant_id = ANY ($1))")
                .containsPattern("tenant_limit_pkey .*rows=1(\\.00)? loops=1")
                .doesNotContain("Seq Scan");
    }

    @Test
    void those_who_have_a_plan_are_not_counted_as_long_as_it_is_there() throws SQLException {
        assertThat(executed(PlanRegister.COUNT, "'{growth}'"))
                .contains("using plan_pkey on plan")
                .contains("using tenant_gate_by_plan on tenant_gate gate (never executed)")
                .doesNotContain("Seq Scan");
    }

    @Test
    void those_who_have_a_plan_that_is_not_there_are_counted_in_the_index() throws SQLException {
        assertThat(executed(PlanRegister.COUNT, "'{of-old}'"))
                .containsPattern(
                        "Index Only Scan using tenant_gate_by_plan on tenant_gate gate \\(actual rows=2")
                .doesNotContain("Seq Scan");
    }

    @Test
    void the_number_of_tenants_is_written_to_the_row_of_the_plan_alone() throws SQLException {
        assertThat(executed(PlanRegister.SET_TENANTS, "'{growth}', '{100001}'"))
                .containsPattern("using plan_pkey on plan .*rows=1(\\.00)? loops=1")
                .doesNotContain("Seq Scan")
                .doesNotContain("tenant_gate");
    }

    /** The plan that fits all values, and how often each part of it ran. */
    private String executed(String statement, String values) throws SQLException {
        try (var connection = log.dataSource().getConnection()) {
            execute(
                    connection,
                    "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off");
            execute(connection, "PREPARE asked AS " + numbered(statement));
            return explained(connection, values);
        }
    }

    private static String explained(Connection connection, String values) throws SQLException {
        var plan = new StringBuilder();
        try (var explain = connection.createStatement();
                var rows =
                        explain.executeQuery(
                                "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF, BUFFERS OFF) EXECUTE asked(%s)"
                                        .formatted(values))) {
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
        }
        return plan.toString();
    }

    private static String numbered(String statement) {
        var numbered = statement;
        for (int i = 1; numbered.contains("?"); i++) {
            numbered = numbered.replaceFirst("\\?", "\\$" + i);
        }
        return numbered;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
