package io.voc.tenancy.command.write;

import io.voc.tenancy.command.IfMatch;
import io.voc.tenancy.contracts.command.Command;
import io.voc.tenancy.contracts.command.Versioned;
import io.voc.tenancy.contracts.onboarding.OnboardingStatus;
import io.voc.tenancy.contracts.onboarding.OnboardingView;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.contracts.tenant.TenantView;
import io.voc.tenancy.eventstore.log.Appended;
import io.voc.tenancy.eventstore.log.CommitParticipant;
import io.voc.tenancy.eventstore.log.StagedCommit;
import io.voc.tenancy.eventstore.register.Answer;
import io.voc.tenancy.eventstore.register.Condition.NotAnsweredYet;
import io.voc.tenancy.eventstore.register.RegisterChange.StoreAnswer;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

import tools.jackson.databind.json.JsonMapper;

import java.util.Objects;
import java.util.function.Function;

/**
 * Makes the answer to a write when it is decided, stores it in the commit if the request may be
 * repeated, and learns up to where the commit got the log.
 */
final class WriteCommit<V extends Versioned> implements CommitParticipant {

    private final WriteRequest request;
    private final Command<V> command;
    private final Function<V, ResponseEntity<?>> answer;
    private final JsonMapper json;
    private @Nullable RecordedAnswer recorded;
    private long position;

    WriteCommit(
            WriteRequest request,
            Command<V> command,
            Function<V, ResponseEntity<?>> answer,
            JsonMapper json) {
        this.request = request;
        this.command = command;
        this.answer = answer;
        this.json = json;
    }

    @Override
    @SuppressWarnings("unchecked") // a command's handler returns the command's resource
    public void decided(Object result, StagedCommit staged) {
        var resource = (V) result;
        var made = answer.apply(resource);
        var tagged =
                ResponseEntity.status(made.getStatusCode())
                        .headers(made.getHeaders())
                        .eTag(IfMatch.tag(resource.version()))
                        .body(made.getBody());
        recorded = RecordedAnswer.of(tagged, MediaType.APPLICATION_JSON, json);
        if (request.key() != null) {
            staged.require(new NotAnsweredYet(request.key()));
            staged.change(
                    new StoreAnswer(
                            request.key(),
                            new Answer(
                                    request.digest(),
                                    sealedFor(resource),
                                    json.writeValueAsBytes(recorded))));
        }
    }

    @Override
    public void committed(Appended appended) {
        position = appended.position();
    }

    /** The answer, once the command is committed. */
    ResponseEntity<byte[]> response() {
        return Objects.requireNonNull(recorded, "not committed").response(position);
    }

    /** The answer, once the command is committed, with another body. */
    ResponseEntity<byte[]> response(Object body) {
        return Objects.requireNonNull(recorded, "not committed")
                .with(json.writeValueAsBytes(body))
                .response(position);
    }

    /** A tombstone has nothing to hide, and no data key any more. */
    private @Nullable String sealedFor(V resource) {
        return switch (resource) {
            case TenantView tenant when tenant.status() == TenantStatus.PURGED -> null;
            case OnboardingView onboarding ->
                    onboarding.status() == OnboardingStatus.COMPENSATED
                            ? null
                            : onboarding.tenantId();
            default -> command.tenantId();
        };
    }
}
