package io.voc.tenancy.kit.contract;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.voc.tenancy.contracts.identity.Role;
import io.voc.tenancy.contracts.rejection.FieldFault;

import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The OpenAPI document: what bodies must look like, which roles and scopes an operation asks for.
 */
@Component
public final class ApiContract {

    private static final String DOCUMENT = "contracts/openapi.yaml";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    private final JsonNode document = read();
    private final ContractSchemas schemas = new ContractSchemas(DOCUMENT, document);
    private final Map<String, List<Parameter>> parameters = new ConcurrentHashMap<>();
    private final Map<String, Optional<Set<Role>>> roles = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> scopes = new ConcurrentHashMap<>();

    /** Whether the document describes bodies by this name. */
    public boolean describes(String schema) {
        return schemas.describes(schema);
    }

    /** Every fault that a body has by its schema, with pointers into the body. */
    public List<FieldFault> faultsOf(String schema, JsonNode body) {
        return schemas.faultsOf(schema, body);
    }

    /**
     * The schema of bodies of this name as a JSON Schema (2020-12) that stands alone.
     *
     * @param id its {@code $id}, a URI reference
     */
    public JsonNode standaloneSchema(String schema, String id) {
        return StandaloneSchema.of(document, schema, id);
    }

    /** The fields of a body that callers may send back as they were read, but not change. */
    public Set<String> readOnlyFields(String schema) {
        return schemas.readOnlyFields(schema);
    }

    /**
     * The roles that an operation asks for; empty when the document does not know the operation.
     */
    public Optional<Set<Role>> roles(String method, String path) {
        return roles.computeIfAbsent(key(method, path), _ -> readRoles(method, path));
    }

    private Optional<Set<Role>> readRoles(String method, String path) {
        var operation = operation(method, path);
        if (operation.isMissingNode()) {
            return Optional.empty();
        }
        return Optional.of(
                operation
                        .path("x-roles")
                        .valueStream()
                        .map(role -> Role.ofClaim(role.asString()).orElseThrow())
                        .collect(toUnmodifiableSet()));
    }

    /** The scopes that an API key needs for an operation, all of them; with none, keys may not. */
    public Set<String> scopes(String method, String path) {
        return scopes.computeIfAbsent(
                key(method, path),
                _ ->
                        operation(method, path)
                                .path("x-scopes")
                                .valueStream()
                                .map(JsonNode::asString)
                                .collect(toUnmodifiableSet()));
    }

    private static String key(String method, String path) {
        return method + ' ' + path;
    }

    /** The query and header parameters that an operation takes. */
    List<Parameter> parameters(String method, String path) {
        return parameters.computeIfAbsent(
                key(method, path),
                _ ->
                        operation(method, path)
                                .path("parameters")
                                .valueStream()
                                .map(this::resolved)
                                .map(node -> Parameter.of(node, schemas))
                                .toList());
    }

    List<FieldFault> faultsOf(Parameter parameter, String value) {
        return parameter.faultsOf(value, schemas);
    }

    /**
     * Every operation. Reads are served by the query side and all else by the command side, unless
     * {@code x-side} says otherwise.
     */
    public Stream<Operation> operations() {
        return document.path("paths")
                .propertyStream()
                .flatMap(path ->
                        path.getValue()
                                .propertyStream()
                                .filter(member -> METHODS.contains(member.getKey()))
                                .map(member ->
                                        operation(
                                                member.getKey(),
                                                path.getKey(),
                                                member.getValue())));
    }

    private static Operation operation(String method, String path, JsonNode described) {
        var byMethod = method.equals("get") ? "query" : "command";
        return new Operation(
                method.toUpperCase(Locale.ROOT),
                path,
                Side.of(described.path("x-side").asString(byMethod)));
    }

    private JsonNode operation(String method, String path) {
        return document.path("paths").path(path).path(method.toLowerCase(Locale.ROOT));
    }

    private JsonNode resolved(JsonNode parameter) {
        var reference = parameter.path("$ref");
        return reference.isMissingNode()
                ? parameter
                : document.at(reference.asString().substring(1));
    }

    private static JsonNode read() {
        try (InputStream in = new ClassPathResource(DOCUMENT).getInputStream()) {
            return YAMLMapper.builder().build().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(DOCUMENT + " is part of api-contracts", e);
        }
    }
}
