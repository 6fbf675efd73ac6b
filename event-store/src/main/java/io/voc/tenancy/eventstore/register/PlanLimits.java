package io.voc.tenancy.eventstore.register;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.voc.tenancy.contracts.plan.Enforcement;
import io.voc.tenancy.contracts.plan.Limit;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.OptionalLong;

/** Limits as {@code command.plan} and {@code command.tenant_limit} hold them, and as they count. */
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

    /**
     * What is allowed of a resource by a hard limit: by the tenant's own limit of it if there is
     * one, be it soft, else by the plan's; empty when that sets none.
     */
    static OptionalLong hard(List<Limit> own, List<Limit> ofPlan, CountedResource resource) {
        var counts = own.stream().anyMatch(limit -> isOf(resource, limit)) ? own : ofPlan;
        return counts.stream()
                .filter(limit -> isOf(resource, limit))
                .filter(limit -> limit.enforcement() == Enforcement.HARD)
                .mapToLong(Limit::amount)
                .min();
    }

    private static boolean isOf(CountedResource resource, Limit limit) {
        return limit.metric().equals(resource.metric()) && limit.period() == null;
    }
}
