package io.voc.tenancy.e2e;

import static io.grpc.stub.MetadataUtils.newCaptureMetadataInterceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.voc.tenancy.v1.CompleteStepRequest;
import io.voc.tenancy.v1.FailStepRequest;
import io.voc.tenancy.v1.OnboardingServiceGrpc;
import io.voc.tenancy.v1.OnboardingServiceGrpc.OnboardingServiceBlockingStub;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** What workers say of external steps over gRPC. */
class OnboardingGrpcE2E {

    private static final String UNKNOWN = "onb_01h455vb4pex5vsknk084sn02q";
    private static final String STEP = OnboardingSamples.STEP;
    private static final Metadata.Key<String> TOKEN =
            Metadata.Key.of("consistency-token", Metadata.ASCII_STRING_MARSHALLER);

    private final Standalone installation = Standalone.shared();
    private final Api api = installation.api();
    private final OnboardingServiceBlockingStub worker = as("service");

    @Test
    void a_step_is_completed_and_the_token_shows_it() {
        var onboarding = OnboardingSamples.waiting(api);
        var trailers = new AtomicReference<Metadata>();
        var capturing =
                worker.withInterceptors(
                        newCaptureMetadataInterceptor(new AtomicReference<>(), trailers));

        var step = capturing.completeStep(done(onboarding.id(), 1));

        assertThat(step.getStatus()).isEqualTo("SUCCEEDED");
        assertThat(step.getTenantId()).isEqualTo(onboarding.tenantId());
        assertThat(step.getOnboardingStatus()).isEqualTo("RUNNING");
        var token = Objects.requireNonNull(trailers.get().get(TOKEN));
        var seen = api.with("Consistency-Token", token).get(onboarding.path());
        assertThat(seen.body().path("steps").valueStream())
                .filteredOn(it -> it.path("name").asString().equals(STEP))
                .extracting(it -> it.path("status").asString())
                .containsExactly("SUCCEEDED");
        assertThat(worker.completeStep(done(onboarding.id(), 1))).isEqualTo(step);
    }

    @Test
    void a_step_that_failed_for_good_ends_the_onboarding() {
        var onboarding = OnboardingSamples.waiting(api);

        var step =
                worker.failStep(
                        FailStepRequest.newBuilder()
                                .setOnboardingId(onboarding.id())
                                .setStep(STEP)
                                .setAttempt(1)
                                .setCode("no-numbers")
                                .setReason("No numbers are left")
                                .setFinal(true)
                                .build());

        assertThat(step.getStatus()).isEqualTo("FAILED");
        onboarding.await("COMPENSATED");
        assertThat(onboarding.step(STEP).path("code").asString()).isEqualTo("no-numbers");
    }

    @Test
    void what_is_wrong_or_late_is_refused() {
        var onboarding = OnboardingSamples.waiting(api);

        assertRefused(
                () -> worker.completeStep(done(onboarding.id(), 2)),
                Status.FAILED_PRECONDITION,
                "step-attempt-over");
        assertRefused(
                () -> worker.completeStep(done(onboarding.id(), 0)),
                Status.INVALID_ARGUMENT,
                "validation-failed");
        assertRefused(
                () ->
                        worker.completeStep(
                                done(onboarding.id(), 1).toBuilder().setStep("verify").build()),
                Status.FAILED_PRECONDITION,
                "step-not-external");
        assertRefused(() -> worker.completeStep(done(UNKNOWN, 1)), Status.NOT_FOUND, "not-found");
        assertRefused(() -> worker.completeStep(done("no-id", 1)), Status.NOT_FOUND, "not-found");
        assertRefused(
                () -> as("platform-auditor").completeStep(done(onboarding.id(), 1)),
                Status.PERMISSION_DENIED,
                "forbidden");
        onboarding.cancel();
        onboarding.await("COMPENSATED");
        assertRefused(
                () -> worker.completeStep(done(onboarding.id(), 1)),
                Status.FAILED_PRECONDITION,
                "onboarding-over");
    }

    private static CompleteStepRequest done(String onboardingId, int attempt) {
        return CompleteStepRequest.newBuilder()
                .setOnboardingId(onboardingId)
                .setStep(STEP)
                .setAttempt(attempt)
                .build();
    }

    private OnboardingServiceBlockingStub as(String role) {
        return Grpc.as(
                Tokens.of(Tokens.claims(role)),
                OnboardingServiceGrpc.newBlockingStub(Grpc.commandChannel(installation)));
    }

    private static void assertRefused(ThrowingCallable call, Status status, String code) {
        var refusal = catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(refusal.getStatus().getCode()).isEqualTo(status.getCode());
        assertThat(Grpc.code(refusal)).isEqualTo(code);
    }
}
