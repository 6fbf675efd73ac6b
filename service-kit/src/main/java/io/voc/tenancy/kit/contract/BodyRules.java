package io.voc.tenancy.kit.contract;

import io.voc.tenancy.contracts.rejection.FieldFault;

import tools.jackson.databind.JsonNode;

import java.util.List;

/**
 * Rules that no schema can tell, for bodies of one schema. They are judged here only of a body that
 * is refused by its schema, so that it is told all at once; else by whoever decides.
 */
public interface BodyRules {

    /** The name of the schema. */
    String schema();

    /**
     * Which rules a body breaks, as far as that can be told of one that is malformed.
     *
     * @param faults what the schema says of the body
     */
    List<FieldFault> faultsBeside(List<FieldFault> faults, JsonNode body);
}
