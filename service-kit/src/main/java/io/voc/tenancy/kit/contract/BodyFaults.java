package io.voc.tenancy.kit.contract;

import io.voc.tenancy.contracts.rejection.FieldFault;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

/** All that is wrong with a body that its schema refuses: by the schema, and by further rules. */
@Component
public final class BodyFaults {

    private final ApiContract contract;
    private final List<BodyRules> rules;

    @Autowired
    BodyFaults(ApiContract contract, ObjectProvider<BodyRules> rules) {
        this(contract, rules.stream().toList());
    }

    public BodyFaults(ApiContract contract, List<BodyRules> rules) {
        this.contract = contract;
        this.rules = rules;
    }

    /**
     * Every fault, with pointers into the body; none when its schema accepts it.
     *
     * @param schema the name of the schema
     */
    public List<FieldFault> of(String schema, JsonNode body) {
        var faults = contract.faultsOf(schema, body);
        if (faults.isEmpty()) {
            return faults;
        }
        var all = new ArrayList<>(faults);
        rules.stream()
                .filter(further -> further.schema().equals(schema))
                .forEach(further -> all.addAll(further.faultsBeside(faults, body)));
        return all;
    }
}
