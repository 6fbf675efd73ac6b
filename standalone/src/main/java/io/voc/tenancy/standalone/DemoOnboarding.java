package io.voc.tenancy.standalone;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** The demo's company on its way from sign-up to active, told of as it goes. */
final class DemoOnboarding {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final DemoClient client;
    private final Consumer<String> tell;
    private final JsonNode started;
    private final Map<String, String> seen = new HashMap<>();

    private DemoOnboarding(DemoClient client, Consumer<String> tell, JsonNode started) {
        this.client = client;
        this.tell = tell;
        this.started = started;
    }

    static DemoOnboarding start(DemoClient client, Consumer<String> tell) {
        var slug = "demo-" + UUID.randomUUID().toString().substring(0, 8);
        var request =
                Map.of(
                        "workflow",
                        "voice-enterprise",
                        "plan",
                        "growth",
                        "company",
                        Map.of(
                                "slug", slug,
                                "name", "Demo Company",
                                "contactEmail", "ops@demo.example",
                                "region", "eu-central"),
                        "configuration",
                        configuration());
        return new DemoOnboarding(client, tell, client.post("/onboardings", request));
    }

    String tenantId() {
        return started.path("tenantId").asString();
    }

    String keySecret() {
        return started.path("apiKey").path("secret").asString();
    }

    /** Tells of every step's moves until the step has this status. */
    void await(String step, String status) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!look().getOrDefault(step, "").equals(status)) {
            if (System.nanoTime() - deadline > 0) {
                throw new CommandFailedException(
                        "the step " + step + " should be " + status + " but is " + seen.get(step));
            }
            pause();
        }
    }

    /** Does a step as a worker does that prefers REST. */
    void complete(String step) {
        client.post(
                "/onboardings/" + id() + "/steps/" + step + "/complete",
                Map.of("reason", "the demo did it"));
    }

    String status() {
        return client.get("/onboardings/" + id()).path("status").asString();
    }

    private Map<String, String> look() {
        for (var step : client.get("/onboardings/" + id()).path("steps")) {
            var name = step.path("name").asString();
            var status = step.path("status").asString();
            if (!status.equals(seen.put(name, status))) {
                tell.accept("   %-20s %s".formatted(name, status));
            }
        }
        return seen;
    }

    private String id() {
        return started.path("id").asString();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("interrupted");
        }
    }

    private static Map<String, Object> configuration() {
        var agent =
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
                                        0.3));
        var number = Map.of("number", "+442071838750", "inboundAgentId", "reception");
        return Map.of(
                "aiAgents",
                List.of(agent),
                "telephony",
                Map.of("provider", "SIP", "numbers", List.of(number)));
    }
}
