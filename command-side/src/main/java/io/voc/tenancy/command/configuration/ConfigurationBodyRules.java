package io.voc.tenancy.command.configuration;

import io.voc.tenancy.contracts.configuration.ConfigurationRules;
import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.contracts.rejection.FieldFault;
import io.voc.tenancy.kit.contract.BodyRules;

import org.springframework.stereotype.Component;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;

/** Judges the sound parts of a malformed configuration by the rules between its parts. */
@Component
class ConfigurationBodyRules implements BodyRules {

    private final JsonMapper json;

    ConfigurationBodyRules(JsonMapper json) {
        this.json = json;
    }

    @Override
    public String schema() {
        return TenantConfiguration.class.getSimpleName();
    }

    @Override
    public List<FieldFault> faultsBeside(List<FieldFault> faults, JsonNode body) {
        var sound = SoundParts.of(body, faults);
        try {
            return ConfigurationRules.faultsOf(json.treeToValue(sound, TenantConfiguration.class))
                    .stream()
                    .filter(broken -> faults.stream().noneMatch(fault -> concerns(fault, broken)))
                    .toList();
        } catch (JacksonException _) {
            return List.of(); // too little is sound
        }
    }

    /** Whether a broken rule may be no more than the fault, seen from another place. */
    private static boolean concerns(FieldFault fault, FieldFault broken) {
        var one = fault.pointer() + '/';
        var other = broken.pointer() + '/';
        return one.startsWith(other) || other.startsWith(one);
    }
}
