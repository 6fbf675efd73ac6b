package io.voc.tenancy.command.write;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.contracts.rejection.RejectionKind;
import io.voc.tenancy.eventstore.log.Commits;
import io.voc.tenancy.eventstore.register.AlreadyAnsweredException;
import io.voc.tenancy.eventstore.register.Answer;
import io.voc.tenancy.eventstore.register.IdempotencyKey;
import io.voc.tenancy.eventstore.register.StoredAnswer;
import io.voc.tenancy.eventstore.register.StoredAnswers;
import io.voc.tenancy.kit.problem.Problem;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Lets a request under an idempotency key take effect once, however often it comes and to however
 * many nodes; whoever comes later gets the first one's answer.
 */
@Component
final class Idempotency {

    /** Refusals that follow from the state of things, and so are answers. */
    private static final Set<RejectionKind> KEPT =
            EnumSet.of(
                    RejectionKind.NOT_FOUND,
                    RejectionKind.STATE_CONFLICT,
                    RejectionKind.ALREADY_EXISTS,
                    RejectionKind.PRECONDITION_FAILED);

    private final StoredAnswers answers;
    private final Commits commits;
    private final JsonMapper json;
    private final Map<IdempotencyKey, byte[]> running = new ConcurrentHashMap<>();

    Idempotency(StoredAnswers answers, Commits commits, JsonMapper json) {
        this.answers = answers;
        this.commits = commits;
        this.json = json;
    }

    /**
     * The answer to the request: that of the action, which stores it in its own commit, or the one
     * that was stored before.
     *
     * @throws Rejection {@code idempotency-in-flight} while the same request runs in this process,
     *     {@code idempotency-key-reused} when the key came with another, and what the action throws
     */
    ResponseEntity<byte[]> once(
            IdempotencyKey key, byte[] digest, Supplier<ResponseEntity<byte[]>> action) {
        var other = running.putIfAbsent(key, digest);
        if (other != null) {
            checkSame(digest, other);
            throw new Rejection(
                    RejectionCode.IDEMPOTENCY_IN_FLIGHT,
                    "The same request is still running; wait for its answer or try again");
        }
        try {
            return replay(key, digest).orElseGet(() -> run(key, digest, action));
        } finally {
            running.remove(key);
        }
    }

    private ResponseEntity<byte[]> run(
            IdempotencyKey key, byte[] digest, Supplier<ResponseEntity<byte[]>> action) {
        try {
            return action.get();
        } catch (AlreadyAnsweredException _) { // on another node, meanwhile
            return replay(key, digest).orElseThrow(Idempotency::answeredElsewhere);
        } catch (Rejection refusal) {
            return replay(key, digest).orElseGet(() -> keep(key, digest, refusal));
        }
    }

    private ResponseEntity<byte[]> keep(IdempotencyKey key, byte[] digest, Rejection refusal) {
        if (!KEPT.contains(refusal.code().kind())) {
            throw refusal;
        }
        var status = ResponseEntity.status(refusal.code().kind().httpStatus());
        var answer =
                RecordedAnswer.of(
                        status.body(Problem.of(refusal)), MediaType.APPLICATION_PROBLEM_JSON, json);
        try {
            commits.answered(key, new Answer(digest, null, json.writeValueAsBytes(answer)));
            return answer.response();
        } catch (AlreadyAnsweredException _) {
            return replay(key, digest).orElseThrow(Idempotency::answeredElsewhere);
        }
    }

    private Optional<ResponseEntity<byte[]>> replay(IdempotencyKey key, byte[] digest) {
        return answers.find(key).map(stored -> replay(stored, digest));
    }

    private ResponseEntity<byte[]> replay(StoredAnswer stored, byte[] digest) {
        checkSame(digest, stored.requestDigest());
        if (stored.body() == null) {
            throw new Rejection(
                    RejectionCode.TENANT_PURGED,
                    "The request was answered before; the answer was erased when the tenant was"
                            + " purged");
        }
        return json.readValue(stored.body(), RecordedAnswer.class).replay(stored.position());
    }

    private static void checkSame(byte[] digest, byte[] other) {
        if (!MessageDigest.isEqual(digest, other)) {
            throw new Rejection(
                    RejectionCode.IDEMPOTENCY_KEY_REUSED,
                    "The idempotency key came with another request before; take a new one");
        }
    }

    private static Rejection answeredElsewhere() {
        return new Rejection(
                RejectionCode.UNAVAILABLE,
                "The answer to this request has just expired; try again");
    }
}
