package io.voc.tenancy.eventstore.register;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.voc.tenancy.contracts.plan.Limit;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;

/** The limits of a plan as {@code command.plan} holds them. */
public final class PlanLimits {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .changeDefaultPropertyInclusion(
                            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .build();
    private static final TypeReference<List<Limit>> LIMITS = new TypeReference<>() {};

    private PlanLimits() {}

    /** The limits as JSON. */
    public static String json(List<Limit> limits) {
        return JSON.writeValueAsString(limits);
    }

    /** The limits that such JSON tells. */
    public static List<Limit> of(String json) {
        return List.copyOf(JSON.readValue(json, LIMITS));
    }
}
