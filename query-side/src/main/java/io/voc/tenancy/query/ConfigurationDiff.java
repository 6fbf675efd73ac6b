package io.voc.tenancy.query;

import io.voc.tenancy.contracts.configuration.ConfigurationSecrets;
import io.voc.tenancy.contracts.configuration.SecretPlace;
import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.query.Change.Kind;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What differs between two configurations, as callers see them. */
@Component
public final class ConfigurationDiff {

    /** The lists of things that have names. */
    private static final Map<String, String> KEYS =
            Map.of("aiAgents", "id", "numbers", "number", "fields", "name");

    private static final JsonNode SET = JsonNodeFactory.instance.objectNode().put("set", true);

    private final JsonMapper json;

    public ConfigurationDiff(JsonMapper json) {
        this.json = json;
    }

    /** The differences; both documents have their secrets in clear. */
    public List<Change> between(TenantConfiguration from, TenantConfiguration to) {
        JsonNode older = json.valueToTree(from);
        JsonNode newer = json.valueToTree(to);
        return Stream.concat(TreeDiff.between(older, newer, KEYS).stream(), otherSecrets(from, to))
                .toList();
    }

    /** Secrets that are set in both and yet are not the same, which the trees don't show. */
    private static Stream<Change> otherSecrets(TenantConfiguration from, TenantConfiguration to) {
        var before = ConfigurationSecrets.in(from);
        return ConfigurationSecrets.in(to).values().stream()
                .filter(place -> isOther(before.get(place.holder()), place))
                .map(SecretPlace::pointer)
                .sorted()
                .map(pointer -> new Change(Kind.CHANGED, pointer, SET, SET));
    }

    private static boolean isOther(@Nullable SecretPlace before, SecretPlace now) {
        return before != null && !Objects.equals(now.secret(), before.secret());
    }
}
