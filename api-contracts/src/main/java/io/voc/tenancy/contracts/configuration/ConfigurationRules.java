package io.voc.tenancy.contracts.configuration;

import io.voc.tenancy.contracts.rejection.FieldFault;

import java.util.ArrayList;
import java.util.List;

/** The rules between the parts of a configuration, which no schema of one part can tell. */
public final class ConfigurationRules {

    private ConfigurationRules() {}

    /** Every rule that the configuration breaks, with pointers into the document. */
    public static List<FieldFault> faultsOf(TenantConfiguration configuration) {
        var faults = new ArrayList<FieldFault>();
        new AgentRules(faults).check(configuration.aiAgents());
        if (configuration.telephony() != null) {
            new TelephonyRules(configuration.aiAgents(), faults).check(configuration.telephony());
        }
        return List.copyOf(faults);
    }
}
