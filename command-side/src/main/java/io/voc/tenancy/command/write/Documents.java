package io.voc.tenancy.command.write;

import io.voc.tenancy.contracts.command.Versioned;
import io.voc.tenancy.contracts.rejection.FieldFault;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.kit.contract.ApiContract;
import io.voc.tenancy.kit.contract.BodyFaults;

import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Optional;

/** Holds what is to become of a resource against the contract and against how it stands. */
@Component
final class Documents {

    private final ApiContract contract;
    private final BodyFaults bodies;
    private final JsonMapper json;

    Documents(ApiContract contract, BodyFaults bodies, JsonMapper json) {
        this.contract = contract;
        this.bodies = bodies;
        this.json = json;
    }

    /** A resource as callers read it. */
    JsonNode of(Versioned resource) {
        return json.readTree(json.writeValueAsBytes(resource));
    }

    /** Whether a document speaks of anything that can't be changed. */
    boolean hasReadOnlyFields(Class<?> type, JsonNode document) {
        return contract.readOnlyFields(type.getSimpleName()).stream().anyMatch(document::has);
    }

    /**
     * The changed document, as its type.
     *
     * @param type the body that replaces the resource; its schema has the same name
     * @throws Rejection with every fault, among them each read-only field that has another value
     */
    <B> B checked(JsonNode present, JsonNode wanted, Class<B> type) {
        var faults = new ArrayList<>(bodies.of(type.getSimpleName(), wanted));
        for (var field : contract.readOnlyFields(type.getSimpleName())) {
            if (wanted.isObject() && !isSame(wanted.path(field), present.path(field))) {
                faults.add(new FieldFault("/" + field, field + " can't be changed"));
            }
        }
        if (!faults.isEmpty()) {
            throw Rejection.invalid(faults);
        }
        return json.treeToValue(wanted, type);
    }

    /** A document with the read-only fields of the resource that it leaves out. */
    JsonNode completed(JsonNode document, JsonNode present, Class<?> type) {
        if (!(document.deepCopy() instanceof ObjectNode complete)) {
            return document;
        }
        for (var field : contract.readOnlyFields(type.getSimpleName())) {
            if (present.has(field) && !complete.has(field)) {
                complete.set(field, present.get(field));
            }
        }
        return complete;
    }

    private static boolean isSame(JsonNode wanted, JsonNode present) {
        return wanted.equals(present)
                || (wanted.isNull() && present.isMissingNode())
                || instant(wanted)
                        .filter(at -> instant(present).filter(at::equals).isPresent())
                        .isPresent();
    }

    /** One moment can be written in several ways. */
    private static Optional<Instant> instant(JsonNode node) {
        try {
            return node.isString()
                    ? Optional.of(OffsetDateTime.parse(node.stringValue()).toInstant())
                    : Optional.empty();
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
