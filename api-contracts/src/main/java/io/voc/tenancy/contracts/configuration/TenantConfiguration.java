package io.voc.tenancy.contracts.configuration;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * How a tenant's AI agents and telephony are set up: one document, judged as a whole. What a single
 * value may be is said by the schema {@code TenantConfiguration} in {@code openapi.yaml}, what the
 * values must be to each other by {@link ConfigurationRules}.
 */
public record TenantConfiguration(List<AiAgent> aiAgents, @Nullable Telephony telephony) {

    /** What a tenant has before it configures anything. */
    public static final TenantConfiguration EMPTY = new TenantConfiguration(List.of(), null);

    public TenantConfiguration {
        aiAgents = listOf(aiAgents);
    }

    /** An absent list is an empty one. */
    static <T> List<T> listOf(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
