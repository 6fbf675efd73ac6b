package io.voc.tenancy.command.onboarding;

import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.CompleteStep;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.FailStep;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * What a worker says of a step on {@code tenancy.onboarding-replies.v1}; a record that can't be one
 * is refused with an {@link IllegalArgumentException}.
 */
record StepReply(
        String onboardingId,
        String step,
        int attempt,
        Outcome outcome,
        @Nullable String code,
        @Nullable String reason,
        @Nullable Boolean retryable) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_REASON = 500;

    enum Outcome {
        COMPLETED,
        FAILED
    }

    StepReply {
        require(TypeId.ONBOARDING.matches(onboardingId), "onboardingId");
        require(isName(step), "step");
        require(attempt > 0, "attempt");
        require(outcome != null, "outcome");
        require(code == null || isName(code), "code");
        require(reason == null || isText(reason), "reason");
    }

    OnboardingCommand command(Instant now) {
        return switch (outcome) {
            case COMPLETED -> new CompleteStep(onboardingId, step, attempt, reason, now);
            case FAILED ->
                    new FailStep(
                            onboardingId,
                            step,
                            attempt,
                            code == null ? "failed" : code,
                            reason,
                            !Boolean.FALSE.equals(retryable),
                            now);
        };
    }

    private static boolean isName(String text) {
        return text.length() <= LONGEST_NAME && NAME.matcher(text).matches();
    }

    /** That can be stored. */
    private static boolean isText(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_REASON
                && text.indexOf('\0') < 0
                && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static void require(boolean holds, String field) {
        if (!holds) {
            throw new IllegalArgumentException(field);
        }
    }
}
