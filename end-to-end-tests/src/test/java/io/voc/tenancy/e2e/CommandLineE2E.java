package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Map;

class CommandLineE2E {

    private final Standalone standalone = Standalone.shared();

    @Test
    void the_demo_goes_through() throws Exception {
        var demo = run(Map.of(), "demo");

        assertThat(demo.output())
                .contains(
                        "Onboard a company",
                        "COMPLETED",
                        "TENANT_SUSPENDED",
                        "tenant.suspended.v1");
        assertThat(demo.exitCode()).as(demo.output()).isZero();
    }

    @Test
    void the_demo_fails_in_one_line_where_nothing_runs() throws Exception {
        var demo = run(Map.of("SERVER_PORT", "1"), "demo");

        assertThat(demo.exitCode()).isNotZero();
        assertThat(demo.output()).contains("tenant-manager: nothing answers at");
    }

    @Test
    void a_token_is_printed_alone_and_works() throws Exception {
        var id = standalone.api().registeredTenant();

        var token = run(Map.of(), "token", "--role", "tenant-viewer", "--tenant", id);

        assertThat(token.exitCode()).isZero();
        assertThat(token.output()).matches("[A-Za-z0-9_.-]+\\R");
        var viewer = standalone.api().as(token.output().strip());
        assertThat(viewer.get("/api/v1/tenants/" + id).status()).isEqualTo(200);
        assertThat(viewer.delete("/api/v1/tenants/" + id).status()).isEqualTo(403);
    }

    @Test
    void a_token_for_no_known_role_or_without_its_tenant_is_refused_in_one_line() throws Exception {
        assertOneLine(run(Map.of(), "token", "--role", "emperor"), "emperor");
        assertOneLine(run(Map.of(), "token", "--role", "tenant-admin"), "--tenant");
    }

    @Test
    void a_token_is_not_minted_where_an_issuer_signs_them() throws Exception {
        var issuer =
                Map.of("JWT_SECRET", "", "JWT_ISSUER_URI", "https://issuer.example/realms/voc");

        assertOneLine(
                run(issuer, "token", "--role", "platform-admin"),
                "tokens come from the issuer https://issuer.example/realms/voc");
    }

    @Test
    void a_port_in_use_is_told_in_one_line() throws Exception {
        assertOneLine(
                run(Map.of("DATA_DIR", standalone.folder().resolve("other").toString()), "start"),
                "port " + standalone.environment("SERVER_PORT"));
    }

    @Test
    void a_bad_variable_is_told_in_one_line_with_its_name_and_without_its_value() throws Exception {
        assertOneLine(run(Map.of("SERVER_PORT", "many"), "start"), "SERVER_PORT");
        assertOneLine(run(Map.of("JWT_SECRET", "short"), "start"), "JWT_SECRET");
        assertOneLine(run(Map.of("MASTER_KEY", "short"), "start"), "MASTER_KEY");
        assertOneLine(
                run(Map.of("DATABASE_URL", "mysql://u:hidden@h/db"), "start"), "DATABASE_URL");
        assertThat(run(Map.of("DATABASE_URL", "mysql://u:hidden@h/db"), "start").output())
                .doesNotContain("hidden");
        assertOneLine(run(Map.of("KAFKA_BROKERS", "nowhere"), "start"), "KAFKA_BROKERS");
        assertOneLine(run(Map.of("LOG_LEVEL", "loud"), "start"), "LOG_LEVEL");
    }

    @Test
    void the_tables_are_migrated_alone_and_once() throws Exception {
        var elsewhere =
                Map.of(
                        "DATA_DIR", standalone.folder().resolve("migrated").toString(),
                        "EMBEDDED_POSTGRES_PORT", Standalone.freePort());

        var first = run(elsewhere, "migrate");
        var second = run(elsewhere, "migrate");

        assertThat(first.exitCode()).as(first.output()).isZero();
        assertThat(first.output())
                .containsPattern("migrated event-store: [1-9]\\d* steps, now at version \\d+")
                .contains("migrated command-side: ", "migrated query-side: ");
        assertThat(second.output())
                .contains(
                        "migrated event-store: 0 steps",
                        "migrated command-side: 0 steps",
                        "migrated query-side: 0 steps");
    }

    @Test
    void a_database_that_is_not_there_is_told_in_one_line() throws Exception {
        assertOneLine(
                run(Map.of("DATABASE_URL", "postgres://u:hidden@127.0.0.1:1/db"), "migrate"),
                "event-store");
    }

    @Test
    void a_separate_start_is_checked_before_anything_starts() throws Exception {
        var other = Map.of("DATA_DIR", standalone.folder().resolve("other").toString());

        assertOneLine(
                run(other, "start", "--separate"), "port " + standalone.environment("SERVER_PORT"));
        assertOneLine(run(other, "start", "--separate", "--nodes", "0"), "--nodes 0");
    }

    private static void assertOneLine(CommandLineOutcome outcome, String text) {
        outcome.assertOneLine(text);
    }

    private CommandLineOutcome run(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return CommandLineOutcome.of(standalone, environment, arguments);
    }
}
