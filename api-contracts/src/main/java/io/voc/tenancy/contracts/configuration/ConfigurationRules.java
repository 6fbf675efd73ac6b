package io.voc.tenancy.contracts.configuration;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.voc.tenancy.contracts.configuration.TenantConfiguration.AiAgent;
import io.voc.tenancy.contracts.configuration.TenantConfiguration.PhoneNumber;
import io.voc.tenancy.contracts.configuration.TenantConfiguration.Telephony;
import io.voc.tenancy.contracts.rejection.FieldFault;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** The rules between the parts of a configuration, which no schema of one part can tell. */
public final class ConfigurationRules {

    private final List<FieldFault> faults = new ArrayList<>();
    private final Map<String, AiAgent> agents;

    private ConfigurationRules(TenantConfiguration configuration) {
        agents =
                configuration.aiAgents().stream()
                        .collect(toMap(AiAgent::id, identity(), (first, _) -> first));
        agentIdsAreUnique(configuration.aiAgents());
        if (configuration.telephony() != null) {
            numbersAreUniqueAndServed(configuration.telephony());
        }
    }

    /** Every rule that the configuration breaks, with pointers into the document. */
    public static List<FieldFault> faultsOf(TenantConfiguration configuration) {
        return List.copyOf(new ConfigurationRules(configuration).faults);
    }

    private void agentIdsAreUnique(List<AiAgent> list) {
        var seen = new HashSet<String>();
        for (int i = 0; i < list.size(); i++) {
            if (!seen.add(list.get(i).id())) {
                fault(
                        "/aiAgents/" + i + "/id",
                        "Another agent has the id " + list.get(i).id() + " already");
            }
        }
    }

    private void numbersAreUniqueAndServed(Telephony telephony) {
        var seen = new HashSet<String>();
        for (int i = 0; i < telephony.numbers().size(); i++) {
            PhoneNumber number = telephony.numbers().get(i);
            var pointer = "/telephony/numbers/" + i;
            if (!seen.add(number.number())) {
                fault(pointer + "/number", "The number " + number.number() + " is listed twice");
            }
            agentIsThereAndEnabled(pointer + "/inboundAgentId", number.inboundAgentId());
            agentIsThereAndEnabled(pointer + "/outboundAgentId", number.outboundAgentId());
        }
    }

    private void agentIsThereAndEnabled(String pointer, @Nullable String agentId) {
        if (agentId == null) {
            return;
        }
        var agent = agents.get(agentId);
        if (agent == null) {
            fault(pointer, "There is no agent " + agentId);
        } else if (!agent.enabled()) {
            fault(pointer, "The agent " + agentId + " is not enabled");
        }
    }

    private void fault(String pointer, String detail) {
        faults.add(new FieldFault(pointer, detail));
    }
}
