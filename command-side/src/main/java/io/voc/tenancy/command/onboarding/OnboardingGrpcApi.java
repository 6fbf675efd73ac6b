package io.voc.tenancy.command.onboarding;

import io.grpc.stub.StreamObserver;
import io.voc.tenancy.command.Commands;
import io.voc.tenancy.command.IfMatch;
import io.voc.tenancy.command.onboarding.StepReply.Outcome;
import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.onboarding.OnboardingView;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.eventstore.log.Appended;
import io.voc.tenancy.eventstore.log.CommitParticipant;
import io.voc.tenancy.eventstore.log.StagedCommit;
import io.voc.tenancy.kit.consistency.ConsistencyTrailer;
import io.voc.tenancy.kit.grpc.GrpcActors;
import io.voc.tenancy.v1.CompleteStepRequest;
import io.voc.tenancy.v1.FailStepRequest;
import io.voc.tenancy.v1.OnboardingServiceGrpc;
import io.voc.tenancy.v1.OnboardingStep;

import org.jspecify.annotations.Nullable;
import org.springframework.grpc.server.service.GrpcService;

import java.time.Clock;

/** What workers say of steps over gRPC, by the same rules as over Kafka. */
@GrpcService(interceptors = ConsistencyTrailer.class)
class OnboardingGrpcApi extends OnboardingServiceGrpc.OnboardingServiceImplBase {

    private final Commands commands;
    private final Clock clock;

    OnboardingGrpcApi(Commands commands, Clock clock) {
        this.commands = commands;
        this.clock = clock;
    }

    @Override
    public void completeStep(CompleteStepRequest request, StreamObserver<OnboardingStep> answer) {
        answer(
                reply(
                        request.getOnboardingId(),
                        request.getStep(),
                        request.getAttempt(),
                        Outcome.COMPLETED,
                        null,
                        request.getReason(),
                        null),
                answer);
    }

    @Override
    public void failStep(FailStepRequest request, StreamObserver<OnboardingStep> answer) {
        answer(
                reply(
                        request.getOnboardingId(),
                        request.getStep(),
                        request.getAttempt(),
                        Outcome.FAILED,
                        request.getCode(),
                        request.getReason(),
                        !request.getFinal()),
                answer);
    }

    private static StepReply reply(
            String onboardingId,
            String step,
            int attempt,
            Outcome outcome,
            @Nullable String code,
            String reason,
            @Nullable Boolean isRetryable) {
        if (!TypeId.ONBOARDING.matches(onboardingId)) {
            throw Rejection.notFound(TypeId.ONBOARDING.thing(), onboardingId);
        }
        try {
            return new StepReply(
                    onboardingId,
                    step,
                    attempt,
                    outcome,
                    emptyToNull(code),
                    emptyToNull(reason),
                    isRetryable);
        } catch (IllegalArgumentException e) {
            var field = String.valueOf(e.getMessage());
            throw Rejection.invalid(field, field + " is malformed");
        }
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private void answer(StepReply reply, StreamObserver<OnboardingStep> answer) {
        var onboarding =
                commands.send(
                        reply.command(clock.instant()),
                        GrpcActors.current(),
                        IfMatch.ANY,
                        new TellsPosition());
        answer.onNext(message(onboarding, reply.step()));
        answer.onCompleted();
    }

    private static OnboardingStep message(OnboardingView onboarding, String name) {
        var step = onboarding.step(name).orElseThrow();
        return OnboardingStep.newBuilder()
                .setOnboardingId(onboarding.id())
                .setTenantId(onboarding.tenantId())
                .setStep(name)
                .setStatus(step.status().name())
                .setAttempt(step.attempt())
                .setOnboardingStatus(onboarding.status().name())
                .build();
    }

    private static final class TellsPosition implements CommitParticipant {

        @Override
        public void decided(Object result, StagedCommit staged) {}

        @Override
        public void committed(Appended appended) {
            ConsistencyTrailer.tell(appended.position());
        }
    }
}
