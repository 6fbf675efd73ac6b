package io.voc.tenancy.standalone;

import io.voc.tenancy.contracts.identity.Role;
import io.voc.tenancy.v1.VerifyApiKeyResponse.Result;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import tools.jackson.databind.JsonNode;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Walks the main job against a running installation and fails loudly when a step does not do what
 * it should.
 */
@Command(
        name = "demo",
        description =
                "Take a company from registration to a verified API key, against the running installation.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Runnable {

    private static final Duration WITHIN = Duration.ofSeconds(1);
    private static final List<String> EXPECTED_EVENTS =
            List.of(
                    "tenant.registered.v1",
                    "configuration.changed.v1",
                    "api-key.issued.v1",
                    "tenant.suspended.v1");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private int step;

    @Override
    public void run() {
        var installation = Installation.ofThisProcess();
        var token =
                installation
                        .tokenMint()
                        .mint("demo", Role.PLATFORM_ADMIN, null, Duration.ofMinutes(5));
        try (var client = new DemoClient(installation, token)) {
            walk(client);
        }
        say("\nThe demo went through.");
    }

    private void walk(DemoClient client) {
        var tenantId = registerTenant(client);
        configure(client, tenantId);
        var key = issueKey(client, tenantId);

        begin("Verify the key by REST and by gRPC");
        checkEquals("REST", "VALID", client.verifyByRest(key));
        checkEquals("gRPC", Result.RESULT_VALID, client.verifyByGrpc(key));

        begin("Suspend the tenant");
        var suspended =
                client.post(
                        "/tenants/" + tenantId + "/suspend",
                        Map.of("reason", "the demo shows what happens then"));
        checkEquals("status", "SUSPENDED", suspended.path("status").asString());

        begin("See the key refused");
        checkSoon("REST", "TENANT_SUSPENDED", () -> client.verifyByRest(key));
        checkSoon("gRPC", Result.RESULT_TENANT_SUSPENDED, () -> client.verifyByGrpc(key));

        begin("Read the tenant's CloudEvents back from Kafka");
        var events = client.lifecycleEvents(tenantId, EXPECTED_EVENTS.size());
        events.forEach(event -> say("   " + event));
        checkEquals(
                "types",
                EXPECTED_EVENTS.stream().map("io.voc.tenancy."::concat).toList(),
                events.stream().map(DemoClient.Received::type).toList());
    }

    private String registerTenant(DemoClient client) {
        begin("Register a tenant");
        var slug = "demo-" + UUID.randomUUID().toString().substring(0, 8);
        var tenant =
                client.post(
                        "/tenants",
                        Map.of(
                                "slug", slug,
                                "name", "Demo Company",
                                "contactEmail", "ops@demo.example",
                                "region", "eu-central",
                                "plan", "growth"));
        checkEquals("slug", slug, tenant.path("slug").asString());
        checkEquals("status", "ACTIVE", tenant.path("status").asString());
        return tenant.path("id").asString();
    }

    private void configure(DemoClient client, String tenantId) {
        begin("Configure an agent and the number that it answers");
        JsonNode configuration =
                client.put(
                        "/tenants/" + tenantId + "/config",
                        Map.of(
                                "aiAgents",
                                List.of(
                                        Map.of(
                                                "id", "reception",
                                                "name", "Reception",
                                                "purpose", "SUPPORT",
                                                "enabled", true,
                                                "language", "en-GB",
                                                "model",
                                                        Map.of(
                                                                "provider",
                                                                "example",
                                                                "name",
                                                                "fast-1",
                                                                "temperature",
                                                                0.3))),
                                "telephony",
                                Map.of(
                                        "provider",
                                        "SIP",
                                        "numbers",
                                        List.of(
                                                Map.of(
                                                        "number",
                                                        "+442071838750",
                                                        "inboundAgentId",
                                                        "reception")))));
        checkEquals("version", 1L, configuration.path("version").asLong());
    }

    private String issueKey(DemoClient client, String tenantId) {
        begin("Issue an API key");
        var key =
                client.post(
                        "/tenants/" + tenantId + "/api-keys",
                        Map.of("name", "Voice gateway", "scopes", List.of("config:read")));
        checkEquals("status", "ACTIVE", key.path("status").asString());
        say("   the secret is shown this once: " + key.path("prefix").asString() + "…");
        return key.path("secret").asString();
    }

    private void begin(String what) {
        step++;
        say("\n" + step + ". " + what);
    }

    /** A node that answers from memory knows within a second. */
    private void checkSoon(String what, Object expected, Supplier<Object> ask) {
        var end = System.nanoTime() + WITHIN.toNanos();
        var actual = ask.get();
        while (!expected.equals(actual) && System.nanoTime() - end < 0) {
            actual = ask.get();
        }
        checkEquals(what, expected, actual);
    }

    private void checkEquals(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new CommandFailedException(
                    "step "
                            + step
                            + " failed: "
                            + what
                            + " should be "
                            + expected
                            + " but is "
                            + actual);
        }
        say("   " + what + ": " + actual);
    }

    private void say(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }
}
