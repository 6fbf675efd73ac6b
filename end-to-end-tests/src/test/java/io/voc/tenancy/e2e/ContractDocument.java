package io.voc.tenancy.e2e;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A document of the contracts, and what it says that values must look like. */
final class ContractDocument {

    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    registry ->
                            registry.schemaRegistryConfig(
                                    SchemaRegistryConfig.builder()
                                            .formatAssertionsEnabled(true)
                                            .build()));

    private final String resource;
    private final String folder;
    private final JsonNode root;
    private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();

    ContractDocument(String resource) {
        this.resource = resource;
        this.folder = resource.substring(0, resource.lastIndexOf('/') + 1);
        try (var in = ContractDocument.class.getClassLoader().getResourceAsStream(resource)) {
            root = YAMLMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode at(String pointer) {
        return root.at(pointer);
    }

    /** What a node refers to, or itself. */
    JsonNode resolved(JsonNode node) {
        var reference = node.path("$ref");
        return reference.isMissingNode() ? node : root.at(reference.asString().substring(1));
    }

    /** Every way in which a value does not fit a schema of this document. */
    List<String> faultsOf(JsonNode schema, JsonNode value) {
        return schemas.computeIfAbsent(schema, this::compiled).validate(value).stream()
                .map(Object::toString)
                .toList();
    }

    /** A schema taken out of its document has to say where its references lead. */
    private Schema compiled(JsonNode schema) {
        var text =
                schema.toString()
                        .replace("\"#/", "\"classpath:" + resource + "#/")
                        .replaceAll(
                                "\"([^\":#]+\\.schema\\.json)\"", "\"classpath:" + folder + "$1\"");
        return SCHEMAS.getSchema(JsonMapper.shared().readTree(text));
    }
}
