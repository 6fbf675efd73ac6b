package io.voc.tenancy.e2e;

import java.util.List;
import java.util.Map;

/** Onboardings in the states that requests about them are sent in. */
final class OnboardingSamples {

    static final String WORKFLOW = "by-hand";
    static final String STEP = "by-hand";
    private static final String OTHER_STEP = "by-hand-too";

    private OnboardingSamples() {}

    /** One that waits for somebody to do its external steps, and for nothing else. */
    static Onboardings waiting(Api api) {
        return Onboardings.start(api, WORKFLOW)
                .await("apply-configuration", "SUCCEEDED")
                .await("issue-api-key", "SUCCEEDED")
                .await(STEP, "RUNNING");
    }

    /** Ends it so that the operation has nothing to do any more. */
    static void end(Onboardings onboarding, String operation) {
        switch (operation) {
            case "cancelOnboarding" -> {
                onboarding.drive(STEP, "complete", Map.of());
                onboarding.drive(OTHER_STEP, "complete", Map.of());
                onboarding.await("COMPLETED");
            }
            case "failStep" -> {
                onboarding.drive(STEP, "complete", Map.of());
                cancel(onboarding);
            }
            default -> cancel(onboarding);
        }
    }

    /** Ends the step otherwise than by the operation. */
    static void endStep(Onboardings onboarding, String operation) {
        if (operation.equals("skipStep") || operation.equals("failStep")) {
            onboarding.drive(STEP, "complete", Map.of());
        } else {
            onboarding.drive(STEP, "skip", Map.of("reason", "A sample"));
        }
    }

    /** A request for more than its plan allows. */
    static Map<String, Object> withAnAgentBeyond(Api api, List<?> limits) {
        var plan = Api.anySlug();
        api.post("/api/v1/plans", Map.of("name", plan, "limits", limits));
        var request = Onboardings.request(WORKFLOW, Api.anySlug());
        request.put("plan", plan);
        request.put("configuration", SampleTenant.withAnAgent());
        return request;
    }

    private static void cancel(Onboardings onboarding) {
        onboarding.cancel();
        onboarding.await("COMPENSATED");
    }
}
