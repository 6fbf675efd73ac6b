package io.voc.tenancy.examples.telephony;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is done for an event of the lifecycle stream, and what is replied to it. */
final class Work {

    private static final String REQUESTED = "io.voc.tenancy.onboarding.step.requested.v1";
    private static final String UNDO = "io.voc.tenancy.onboarding.compensation.requested.v1";

    private final String step;
    private final Numbers numbers;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();

    /**
     * Work at one step.
     *
     * @param step its name
     */
    Work(String step, Numbers numbers, Clock clock) {
        this.step = step;
        this.numbers = numbers;
        this.clock = clock;
    }

    /**
     * Does what the event asks for.
     *
     * @param type of the event, with its prefix
     * @return the reply; empty when nobody waits for one
     */
    Optional<ObjectNode> answer(String type, String event) {
        var request = json.readTree(event);
        if (!request.path("step").asString("").equals(step)) {
            return Optional.empty();
        }
        return switch (type) {
            case REQUESTED -> isOver(request) ? Optional.empty() : Optional.of(order(request));
            case UNDO -> Optional.of(release(request));
            default -> Optional.empty();
        };
    }

    /** Nobody waits for it any more; what is still wanted is asked for again. */
    private boolean isOver(JsonNode request) {
        return !clock.instant().isBefore(Instant.parse(request.path("dueAt").asString()));
    }

    private ObjectNode order(JsonNode request) {
        var region = request.path("region").asString();
        return numbers.order(request.path("onboardingId").asString(), region)
                ? completed(request)
                : reply(request, "FAILED").put("code", "region-not-served").put("retryable", false);
    }

    /** However late: what is ordered must not stay. */
    private ObjectNode release(JsonNode request) {
        numbers.release(request.path("onboardingId").asString());
        return completed(request);
    }

    private ObjectNode completed(JsonNode request) {
        return reply(request, "COMPLETED");
    }

    private ObjectNode reply(JsonNode request, String outcome) {
        var reply = json.createObjectNode();
        for (var field : List.of("onboardingId", "step", "attempt")) {
            reply.set(field, request.path(field));
        }
        return reply.put("outcome", outcome);
    }
}
