package io.voc.tenancy.e2e;

import io.grpc.StatusRuntimeException;
import io.voc.tenancy.v1.CompleteStepRequest;
import io.voc.tenancy.v1.FailStepRequest;
import io.voc.tenancy.v1.OnboardingServiceGrpc;
import io.voc.tenancy.v1.OnboardingServiceGrpc.OnboardingServiceBlockingStub;

import java.util.HashMap;
import java.util.Map;

/** By which a worker may say how a step went; to all of them the same rules apply. */
enum WayToReply {
    REST {
        @Override
        String say(Onboardings onboarding, Said said) {
            var body = new HashMap<String, Object>(Map.of("attempt", said.attempt()));
            if (!said.isDone()) {
                body.putAll(Map.of("code", said.code(), "retryable", said.isRetryable()));
            }
            var how = said.isDone() ? "complete" : "fail";
            var answer = onboarding.drive(said.step(), how, body);
            return answer.status() == 200 ? ACCEPTED : answer.code();
        }
    },
    GRPC {
        @Override
        String say(Onboardings onboarding, Said said) {
            try {
                if (said.isDone()) {
                    worker().completeStep(done(onboarding, said));
                } else {
                    worker().failStep(failed(onboarding, said));
                }
                return ACCEPTED;
            } catch (StatusRuntimeException refusal) {
                return Grpc.code(refusal);
            }
        }
    },
    KAFKA {
        @Override
        String say(Onboardings onboarding, Said said) {
            var topic = new ReplyRecords(Standalone.shared());
            var id = topic.send(onboarding, said);
            topic.awaitHeard();
            return topic.refusalOf(id).orElse(ACCEPTED);
        }
    };

    /** What comes of a reply that is not refused. */
    static final String ACCEPTED = "accepted";

    /** What a worker says of an attempt; the code is why it failed, empty when it did not. */
    record Said(String step, int attempt, String code, boolean isRetryable) {

        static Said done(String step, int attempt) {
            return new Said(step, attempt, "", false);
        }

        static Said failed(String step, int attempt, String code) {
            return new Said(step, attempt, code, true);
        }

        static Said failedForGood(String step, int attempt, String code) {
            return new Said(step, attempt, code, false);
        }

        boolean isDone() {
            return code.isEmpty();
        }
    }

    /** {@link #ACCEPTED}, or the code with which it was refused. */
    abstract String say(Onboardings onboarding, Said said);

    private static OnboardingServiceBlockingStub worker() {
        return Grpc.as(
                Tokens.of(Tokens.claims("service")),
                OnboardingServiceGrpc.newBlockingStub(Grpc.commandChannel(Standalone.shared())));
    }

    private static CompleteStepRequest done(Onboardings onboarding, Said said) {
        return CompleteStepRequest.newBuilder()
                .setOnboardingId(onboarding.id())
                .setStep(said.step())
                .setAttempt(said.attempt())
                .build();
    }

    private static FailStepRequest failed(Onboardings onboarding, Said said) {
        return FailStepRequest.newBuilder()
                .setOnboardingId(onboarding.id())
                .setStep(said.step())
                .setAttempt(said.attempt())
                .setCode(said.code())
                .setFinal(!said.isRetryable())
                .build();
    }
}
