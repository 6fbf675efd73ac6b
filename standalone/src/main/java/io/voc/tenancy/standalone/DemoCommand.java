package io.voc.tenancy.standalone;

import io.voc.tenancy.contracts.identity.Role;
import io.voc.tenancy.examples.telephony.TelephonyProvisioner;
import io.voc.tenancy.v1.VerifyApiKeyResponse.Result;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Walks the main job against a running installation and fails loudly when a step does not do what
 * it should.
 */
@Command(
        name = "demo",
        description =
                "Take a company from sign-up to a verified API key, against the running installation.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Runnable {

    private static final Duration WITHIN = Duration.ofSeconds(1);
    private static final String WORK = "provision-telephony";
    private static final int SHOWN = 12;
    private static final String PREFIX = "io.voc.tenancy.";
    private static final String LAST_EVENT = "tenant.suspended.v1";
    private static final List<String> EXPECTED_EVENTS =
            List.of(
                    "onboarding.started.v1",
                    "tenant.registered.v1",
                    "configuration.changed.v1",
                    "api-key.issued.v1",
                    "onboarding.step.requested.v1",
                    "tenant.activated.v1",
                    "onboarding.completed.v1",
                    LAST_EVENT);

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
            var onboarding = start(client);
            var worker = new TelephonyProvisioner(installation.kafkaBrokers(), WORK);
            var working = Thread.ofPlatform().name(WORK).daemon().start(worker);
            try (worker) {
                walk(client, onboarding);
            }
            join(working);
        }
        say("\nThe demo went through.");
    }

    private void walk(DemoClient client, DemoOnboarding onboarding) {
        var key = onboarding.keySecret();

        begin("See each step done: numbers by a worker over Kafka, agents by a worker over REST");
        onboarding.await("issue-api-key", "SUCCEEDED");
        onboarding.await("provision-agents", "RUNNING");
        checkEquals("the key now", "TENANT_NOT_ACTIVE", client.verifyByRest(key));
        onboarding.complete("provision-agents");
        onboarding.await("activate", "SUCCEEDED");
        checkEquals("onboarding", "COMPLETED", onboarding.status());

        begin("Verify the key by REST and by gRPC");
        checkSoon("REST", "VALID", () -> client.verifyByRest(key));
        checkSoon("gRPC", Result.RESULT_VALID, () -> client.verifyByGrpc(key));

        begin("Suspend the tenant");
        var suspended =
                client.post(
                        "/tenants/" + onboarding.tenantId() + "/suspend",
                        Map.of("reason", "the demo shows what happens then"));
        checkEquals("status", "SUSPENDED", suspended.path("status").asString());

        begin("See the key refused");
        checkSoon("REST", "TENANT_SUSPENDED", () -> client.verifyByRest(key));
        checkSoon("gRPC", Result.RESULT_TENANT_SUSPENDED, () -> client.verifyByGrpc(key));

        begin("Read the tenant's CloudEvents back from Kafka");
        var events = client.lifecycleEvents(onboarding.tenantId(), PREFIX + LAST_EVENT);
        events.forEach(event -> say("   " + event));
        var types = events.stream().map(DemoClient.Received::type).toList();
        EXPECTED_EVENTS.forEach(type -> checkEquals(type, true, types.contains(PREFIX + type)));
    }

    private DemoOnboarding start(DemoClient client) {
        begin("Onboard a company: one request");
        var onboarding = DemoOnboarding.start(client, this::say);
        say("   the tenant is " + onboarding.tenantId());
        say("   its key's secret is shown this once: " + shortened(onboarding.keySecret()));
        return onboarding;
    }

    private static String shortened(String secret) {
        return secret.substring(0, SHOWN) + '…';
    }

    private static void join(Thread working) {
        try {
            working.join(WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
