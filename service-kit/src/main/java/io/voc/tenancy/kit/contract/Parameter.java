package io.voc.tenancy.kit.contract;

import com.networknt.schema.Schema;

import io.voc.tenancy.contracts.rejection.FieldFault;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.util.List;

/**
 * A parameter that an operation takes, in the query or in a header.
 *
 * @param node its schema in the document
 */
record Parameter(String name, boolean isHeader, Schema schema, JsonNode node) {

    static Parameter of(JsonNode parameter, ContractSchemas schemas) {
        var node = parameter.path("schema");
        return new Parameter(
                parameter.path("name").asString(),
                parameter.path("in").asString().equals("header"),
                schemas.ofParameter(node),
                node);
    }

    /** What is wrong with a value; the parameter's name stands in the place of a pointer. */
    List<FieldFault> faultsOf(String value, ContractSchemas schemas) {
        return schemas.faultsOf(name, json(value), schema, node);
    }

    private JsonNode json(String value) {
        if (node.path("type").asString("").equals("integer")) {
            try {
                return JsonNodeFactory.instance.numberNode(Long.parseLong(value));
            } catch (NumberFormatException _) {
                return JsonNodeFactory.instance.stringNode(value); // which is no integer
            }
        }
        return JsonNodeFactory.instance.stringNode(value);
    }
}
