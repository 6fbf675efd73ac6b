package io.voc.tenancy.query.history;

import io.voc.tenancy.contracts.apikey.ApiKeyView;
import io.voc.tenancy.contracts.plan.EffectiveLimit;
import io.voc.tenancy.contracts.plan.EffectiveLimits;
import io.voc.tenancy.contracts.tenant.TenantView;
import io.voc.tenancy.query.Change;
import io.voc.tenancy.query.ConfigurationDiff;
import io.voc.tenancy.query.TreeDiff;

import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What differs between two states of a tenant, as callers see them: in {@code /tenant}, {@code
 * /apiKeys}, {@code /limits} by metric and period, and {@code /configuration}. What every change
 * changes is left out: versions and the time of the last change.
 */
@Component
final class StateDiff {

    private static final Map<String, String> KEYS = Map.of("apiKeys", "id");
    private static final List<String> OF_EVERY_TENANT =
            List.of("id", "version", "createdAt", "updatedAt");
    private static final List<String> OF_EVERY_KEY = List.of("tenantId", "version", "lastUsedAt");

    /** What follows from the rest. */
    private static final List<String> OF_EVERY_LIMIT =
            List.of("metric", "period", "used", "remaining");

    /** In the place of a period where a limit is for a number of things. */
    private static final String NO_PERIOD = "COUNT";

    private final JsonMapper json;
    private final ConfigurationDiff configurations;

    StateDiff(JsonMapper json, ConfigurationDiff configurations) {
        this.json = json;
        this.configurations = configurations;
    }

    /** The differences between two states, each with its limits. */
    List<Change> between(
            PastState from, EffectiveLimits fromLimits, PastState to, EffectiveLimits toLimits) {
        return Stream.concat(
                        TreeDiff.between(tree(from, fromLimits), tree(to, toLimits), KEYS).stream(),
                        configurations
                                .between(
                                        from.configuration().document(),
                                        to.configuration().document())
                                .stream()
                                .map(change -> change.under("/configuration")))
                .toList();
    }

    private JsonNode tree(PastState state, EffectiveLimits limits) {
        var tree = JsonNodeFactory.instance.objectNode();
        tree.set("tenant", tree(state.tenant()));
        var keys = tree.putArray("apiKeys");
        state.keys().forEach(key -> keys.add(tree(key)));
        var byMetric = tree.putObject("limits");
        limits.limits()
                .forEach(limit ->
                        byMetric.withObjectProperty(limit.metric())
                                .set(period(limit), without(OF_EVERY_LIMIT, limit)));
        return tree;
    }

    private JsonNode tree(TenantView tenant) {
        return without(OF_EVERY_TENANT, tenant);
    }

    private JsonNode tree(ApiKeyView key) {
        return without(OF_EVERY_KEY, key);
    }

    private static String period(EffectiveLimit limit) {
        return limit.period() == null ? NO_PERIOD : limit.period().name();
    }

    private ObjectNode without(List<String> names, Object view) {
        ObjectNode tree = json.valueToTree(view);
        return tree.remove(names);
    }
}
