package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.Refusals.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the gateway refuses, the sides behind it refuse, too: they trust no network. */
@Tag("separate")
class InnerPortsE2E {

    private final Standalone installation = Standalone.shared();
    private final List<Api> commandSide = installation.inner("command-side");
    private final List<Api> querySide = installation.inner("query-side");

    @Test
    void are_there() {
        assertThat(commandSide).hasSize(2);
        assertThat(querySide).hasSize(2);
    }

    @Test
    void ask_for_a_token() {
        assertThat(all())
                .allSatisfy(node ->
                        assertRefused(
                                node.anonymous().get("/api/v1/tenants"), 401, "unauthenticated"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.voc.tenancy.e2e.RefusedCallersE2E#badTokens")
    void refuse_a_bad_token(String what, String token) {
        assertThat(all())
                .as(what)
                .allSatisfy(node ->
                        assertRefused(
                                node.as(token).get("/api/v1/tenants"), 401, "unauthenticated"));
    }

    @Test
    void do_not_know_another_tenant() {
        var foreign = installation.api().registeredTenant();
        var token = Tokens.tenantAdmin(installation.api().registeredTenant());
        var profile = Map.of("name", "Mine now", "contactEmail", "me@company.example");

        assertThat(querySide)
                .allSatisfy(node ->
                        assertRefused(
                                node.as(token).get("/api/v1/tenants/" + foreign),
                                404,
                                "not-found"));
        assertThat(commandSide)
                .allSatisfy(node ->
                        assertRefused(
                                node.as(token).put("/api/v1/tenants/" + foreign, profile),
                                404,
                                "not-found"));
    }

    private Stream<Api> all() {
        return Stream.concat(commandSide.stream(), querySide.stream());
    }
}
