package io.voc.tenancy.command.write;

import io.voc.tenancy.command.Commands;
import io.voc.tenancy.command.IfMatch;
import io.voc.tenancy.contracts.command.Command;
import io.voc.tenancy.contracts.command.Versioned;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.kit.contract.MergePatch;
import io.voc.tenancy.kit.contract.ReadBody;

import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Answers every request over REST that changes something, by the same rules: what must match is
 * checked first, a repeated request has one effect, and the answer is the resource as it now stands
 * with its {@code ETag} and the {@code Consistency-Token} that a read needs to see it.
 */
@Component
public final class Writes {

    private static final int TRIES = 20;

    private final Commands commands;
    private final Idempotency idempotency;
    private final Documents documents;
    private final JsonMapper json;

    Writes(Commands commands, Idempotency idempotency, Documents documents, JsonMapper json) {
        this.commands = commands;
        this.idempotency = idempotency;
        this.documents = documents;
        this.json = json;
    }

    /** Sends the current request's command and answers 200 with the resource. */
    public <V extends Versioned> ResponseEntity<byte[]> send(Command<V> command) {
        return send(command, ResponseEntity::ok);
    }

    /** Sends the current request's command and answers with what is made of the resource. */
    public <V extends Versioned> ResponseEntity<byte[]> send(
            Command<V> command, Function<V, ResponseEntity<?>> answer) {
        return send(() -> command, answer);
    }

    /**
     * Sends the current request's command and answers with what is made of the resource.
     *
     * @param command makes it, or refuses to; is not asked for a request that was answered before,
     *     so what has changed since does not count
     */
    public <V extends Versioned> ResponseEntity<byte[]> send(
            Supplier<Command<V>> command, Function<V, ResponseEntity<?>> answer) {
        var request = WriteRequest.current();
        return request.key() == null
                ? commit(request, command.get(), answer)
                : idempotency.once(
                        request.key(),
                        request.digest(),
                        () -> commit(request, command.get(), answer));
    }

    /**
     * Sends the current request's command and answers 200 with what is read once it is committed,
     * and the resource's version as its {@code ETag}. For answers that tell more than the resource,
     * and not for requests under an idempotency key, whose answer is part of the commit.
     */
    public <V extends Versioned> ResponseEntity<byte[]> sendAndRead(
            Command<V> command, Function<V, ?> read) {
        var request = WriteRequest.current();
        var commit = new WriteCommit<>(request, command, ResponseEntity::ok, json);
        var resource = commands.send(command, request.actor(), request.ifMatch(), commit);
        return commit.response(read.apply(resource));
    }

    /**
     * Replaces a resource by the body of the current request, which may hold read-only fields as
     * they were read.
     *
     * @param describe asks for the resource as it stands
     * @param body what is to become of it
     * @param replace makes the command of the body
     */
    public <V extends Versioned, B> ResponseEntity<byte[]> replace(
            Command<V> describe, B body, Function<B, Command<V>> replace) {
        var document = ReadBody.current().orElseThrow().json();
        return documents.hasReadOnlyFields(body.getClass(), document)
                ? change(
                        describe,
                        present -> documents.completed(document, present, body.getClass()),
                        body.getClass(),
                        _ -> replace.apply(body))
                : send(replace.apply(body));
    }

    /**
     * Changes a resource by a merge patch.
     *
     * @param describe asks for the resource as it stands
     * @param type what the resource, with the patch applied, is replaced by
     * @param replace makes the command of that
     */
    public <V extends Versioned, B> ResponseEntity<byte[]> patch(
            Command<V> describe, MergePatch patch, Class<B> type, Function<B, Command<V>> replace) {
        return patch(describe, patch::applyTo, type, replace);
    }

    /**
     * Changes a resource by what is made of it as callers read it.
     *
     * @param describe asks for the resource as it stands
     * @param type what the resource, changed, is replaced by
     * @param replace makes the command of that
     */
    public <V extends Versioned, B> ResponseEntity<byte[]> patch(
            Command<V> describe,
            UnaryOperator<JsonNode> change,
            Class<B> type,
            Function<B, Command<V>> replace) {
        return change(describe, change, type, replace);
    }

    /** Another may change the resource meanwhile: then it is read and changed again. */
    private <V extends Versioned, B> ResponseEntity<byte[]> change(
            Command<V> describe,
            UnaryOperator<JsonNode> change,
            Class<B> type,
            Function<B, Command<V>> replace) {
        var request = WriteRequest.current();
        for (int i = 0; i < TRIES; i++) {
            V present = commands.send(describe, request.actor(), request.ifMatch());
            var document = documents.of(present);
            var wanted = documents.checked(document, change.apply(document), type);
            try {
                return commit(
                        request.with(IfMatch.exactly(present.version())),
                        replace.apply(wanted),
                        ResponseEntity::ok);
            } catch (Rejection refusal) {
                if (refusal.code() != RejectionCode.VERSION_CONFLICT) {
                    throw refusal;
                }
            }
        }
        throw new Rejection(
                RejectionCode.UNAVAILABLE, "Too many others are changing this; try again");
    }

    private <V extends Versioned> ResponseEntity<byte[]> commit(
            WriteRequest request, Command<V> command, Function<V, ResponseEntity<?>> answer) {
        var commit = new WriteCommit<>(request, command, answer, json);
        commands.send(command, request.actor(), request.ifMatch(), commit);
        return commit.response();
    }
}
