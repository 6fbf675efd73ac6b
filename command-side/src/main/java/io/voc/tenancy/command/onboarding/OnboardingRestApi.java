package io.voc.tenancy.command.onboarding;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.voc.tenancy.command.Ids;
import io.voc.tenancy.command.onboarding.OnboardingBodies.CompleteStepRequest;
import io.voc.tenancy.command.onboarding.OnboardingBodies.FailStepRequest;
import io.voc.tenancy.command.onboarding.OnboardingBodies.FirstKey;
import io.voc.tenancy.command.onboarding.OnboardingBodies.StartOnboardingRequest;
import io.voc.tenancy.command.onboarding.OnboardingBodies.StartedOnboarding;
import io.voc.tenancy.command.onboarding.OnboardingBodies.StepDecisionRequest;
import io.voc.tenancy.command.onboarding.OnboardingBodies.TransitionRequest;
import io.voc.tenancy.command.write.Writes;
import io.voc.tenancy.contracts.apikey.ApiKeyEnvironment;
import io.voc.tenancy.contracts.apikey.ApiKeySecret;
import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.CancelOnboarding;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.CompleteStep;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.FailStep;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.RetryStep;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.SkipStep;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.StartOnboarding;
import io.voc.tenancy.contracts.onboarding.Workflow;
import io.voc.tenancy.contracts.onboarding.WorkflowCatalogue;
import io.voc.tenancy.contracts.rejection.Rejection;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Objects;

/** Starting and driving onboardings over REST. */
@RestController
@RequestMapping(path = "/api/v1/onboardings", produces = APPLICATION_JSON_VALUE)
class OnboardingRestApi {

    private static final String DEFAULT_WORKFLOW = "standard";
    private static final String DEFAULT_PLAN = "starter";
    private static final String DEFAULT_FAILURE = "failed";

    private final Writes writes;
    private final WorkflowCatalogue workflows;
    private final Ids ids;
    private final SecureRandom random;
    private final Clock clock;

    OnboardingRestApi(
            Writes writes, WorkflowCatalogue workflows, Ids ids, SecureRandom random, Clock clock) {
        this.writes = writes;
        this.workflows = workflows;
        this.ids = ids;
        this.random = random;
        this.clock = clock;
    }

    @PostMapping(consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> start(@RequestBody StartOnboardingRequest request) {
        var key = ids.next(TypeId.API_KEY);
        var secret = ApiKeySecret.generate(ApiKeyEnvironment.LIVE, random);
        return writes.send(
                () ->
                        new StartOnboarding(
                                ids.next(TypeId.ONBOARDING),
                                ids.next(TypeId.TENANT),
                                workflow(request.workflow()),
                                request.company().company(),
                                Objects.requireNonNullElse(request.plan(), DEFAULT_PLAN),
                                request.soundConfiguration(),
                                key,
                                secret.stored(),
                                clock.instant()),
                onboarding ->
                        ResponseEntity.accepted()
                                .location(URI.create("/api/v1/onboardings/" + onboarding.id()))
                                .cacheControl(CacheControl.noStore())
                                .body(
                                        new StartedOnboarding(
                                                onboarding, new FirstKey(key, secret.reveal()))));
    }

    @PostMapping(path = "/{onboardingId}/steps/{step}/complete", consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> complete(
            @PathVariable String onboardingId,
            @PathVariable String step,
            @RequestBody CompleteStepRequest request) {
        return writes.send(
                new CompleteStep(
                        onboardingId, step, request.attempt(), request.reason(), clock.instant()));
    }

    @PostMapping(path = "/{onboardingId}/steps/{step}/fail", consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> fail(
            @PathVariable String onboardingId,
            @PathVariable String step,
            @RequestBody FailStepRequest request) {
        return writes.send(
                new FailStep(
                        onboardingId,
                        step,
                        request.attempt(),
                        Objects.requireNonNullElse(request.code(), DEFAULT_FAILURE),
                        request.reason(),
                        !Boolean.FALSE.equals(request.retryable()),
                        clock.instant()));
    }

    @PostMapping(path = "/{onboardingId}/steps/{step}/retry", consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> retry(
            @PathVariable String onboardingId,
            @PathVariable String step,
            @RequestBody StepDecisionRequest request) {
        return writes.send(new RetryStep(onboardingId, step, request.reason(), clock.instant()));
    }

    @PostMapping(path = "/{onboardingId}/steps/{step}/skip", consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> skip(
            @PathVariable String onboardingId,
            @PathVariable String step,
            @RequestBody StepDecisionRequest request) {
        return writes.send(new SkipStep(onboardingId, step, request.reason(), clock.instant()));
    }

    @PostMapping(path = "/{onboardingId}/cancel", consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> cancel(
            @PathVariable String onboardingId, @RequestBody TransitionRequest request) {
        return writes.send(new CancelOnboarding(onboardingId, request.reason(), clock.instant()));
    }

    private Workflow workflow(@Nullable String asked) {
        var name = Objects.requireNonNullElse(asked, DEFAULT_WORKFLOW);
        return workflows
                .find(name)
                .orElseThrow(() ->
                        Rejection.invalid(
                                "/workflow",
                                "There is no workflow %s, only %s"
                                        .formatted(name, String.join(", ", workflows.names()))));
    }
}
