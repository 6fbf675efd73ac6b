package io.voc.tenancy.kit.contract;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;

import io.voc.tenancy.contracts.rejection.FieldFault;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The schemas of the OpenAPI document, and what is wrong with a value by them. */
final class ContractSchemas {

    private static final String PLACE = "/components/schemas/";
    private static final String REFERENCE = "#" + PLACE;

    /** The keywords that tell of text which form it has. */
    private static final Set<String> OF_FORM = Set.of("pattern", "format");

    private final String location;
    private final JsonNode document;
    private final SchemaRegistry registry =
            SchemaRegistry.withDefaultDialect(
                    Dialect.builder(Dialects.getDraft202012()).formats(ContractFormat.ALL).build(),
                    builder ->
                            builder.schemaRegistryConfig(
                                    SchemaRegistryConfig.builder()
                                            .formatAssertionsEnabled(true)
                                            .pathType(PathType.JSON_POINTER)
                                            .locale(Locale.ENGLISH)
                                            .build()));
    private final Map<String, Schema> byName = new ConcurrentHashMap<>();

    /**
     * The schemas of a document.
     *
     * @param location on the class path
     */
    ContractSchemas(String location, JsonNode document) {
        this.location = location;
        this.document = document;
    }

    boolean describes(String name) {
        return document.at(PLACE + name).isObject();
    }

    /** The fields that a schema lists and callers can't change. */
    Set<String> readOnlyFields(String name) {
        return document.at(PLACE + name)
                .path("properties")
                .propertyStream()
                .filter(property -> property.getValue().path("readOnly").asBoolean(false))
                .map(Map.Entry::getKey)
                .collect(toUnmodifiableSet());
    }

    /** Every fault of a body, with pointers into it. */
    List<FieldFault> faultsOf(String name, JsonNode body) {
        var unstorable = UnstorableText.in(body);
        if (!unstorable.isEmpty()) {
            return unstorable;
        }
        return named(name).validate(body).stream()
                .map(error -> fault(error, document))
                .distinct()
                .toList();
    }

    /** The schema that a parameter has, by its node in the document. */
    Schema ofParameter(JsonNode node) {
        var reference = node.path("$ref").asString("");
        return reference.startsWith(REFERENCE)
                ? named(reference.substring(REFERENCE.length()))
                : registry.getSchema(node);
    }

    /** What is wrong with the value of a parameter. */
    List<FieldFault> faultsOf(String parameter, JsonNode value, Schema schema, JsonNode node) {
        return schema.validate(value).stream()
                .map(error ->
                        new FieldFault(
                                parameter, parameter + " " + trimmed(fault(error, node).detail())))
                .distinct()
                .toList();
    }

    private Schema named(String name) {
        return byName.computeIfAbsent(
                name,
                _ ->
                        registry.getSchema(
                                SchemaLocation.of("classpath:" + location + "#" + PLACE + name)));
    }

    private static FieldFault fault(Error error, JsonNode root) {
        var pointer = error.getInstanceLocation().toString();
        var property = error.getProperty();
        return new FieldFault(
                property == null ? pointer : pointer + "/" + UnstorableText.escaped(property),
                detail(error, root));
    }

    /**
     * The schema's own words for a pattern or format that does not match, as nobody reads patterns.
     */
    private static String detail(Error error, JsonNode root) {
        var words =
                root.at(parent(error.getSchemaLocation().getFragment().toString()))
                        .path("x-message");
        return OF_FORM.contains(error.getKeyword()) && words.isString()
                ? words.asString()
                : String.valueOf(error.getMessage());
    }

    /** Without the path that a message about a value as a whole begins with. */
    private static String trimmed(String detail) {
        return detail.startsWith(": ") ? detail.substring(2) : detail;
    }

    private static String parent(String pointer) {
        return pointer.substring(0, Math.max(pointer.lastIndexOf('/'), 0));
    }
}
