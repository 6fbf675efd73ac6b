package io.voc.tenancy.contracts.configuration;

import io.voc.tenancy.contracts.configuration.AiAgent.Analysis;
import io.voc.tenancy.contracts.configuration.AiAgent.AnalysisField;
import io.voc.tenancy.contracts.configuration.AiAgent.FieldType;
import io.voc.tenancy.contracts.configuration.AiAgent.Voicemail;
import io.voc.tenancy.contracts.configuration.AiAgent.VoicemailAction;
import io.voc.tenancy.contracts.rejection.FieldFault;

import java.util.HashSet;
import java.util.List;

/** The rules of agents. */
final class AgentRules {

    private final List<FieldFault> faults;

    AgentRules(List<FieldFault> faults) {
        this.faults = faults;
    }

    void check(List<AiAgent> agents) {
        var ids = new HashSet<String>();
        for (int i = 0; i < agents.size(); i++) {
            var agent = agents.get(i);
            var pointer = "/aiAgents/" + i;
            if (!ids.add(agent.id())) {
                fault(pointer + "/id", "Another agent has the id " + agent.id() + " already");
            }
            if (agent.voicemail() != null) {
                messageIsThereIfItIsLeft(pointer + "/voicemail/message", agent.voicemail());
            }
            if (agent.analysis() != null) {
                fieldsAreSound(pointer + "/analysis/fields/", agent.analysis());
            }
        }
    }

    private void messageIsThereIfItIsLeft(String pointer, Voicemail voicemail) {
        var isLeft = voicemail.action() == VoicemailAction.LEAVE_MESSAGE;
        if (isLeft && voicemail.message() == null) {
            fault(pointer, "Say which message is to be left");
        } else if (!isLeft && voicemail.message() != null) {
            fault(pointer, "With the action " + voicemail.action() + " no message is left");
        }
    }

    private void fieldsAreSound(String pointer, Analysis analysis) {
        var names = new HashSet<String>();
        for (int i = 0; i < analysis.fields().size(); i++) {
            var field = analysis.fields().get(i);
            if (!names.add(field.name())) {
                fault(
                        pointer + i + "/name",
                        "Another field has the name " + field.name() + " already");
            }
            choicesAreThereIfOneIsMade(pointer + i + "/choices", field);
        }
    }

    private void choicesAreThereIfOneIsMade(String pointer, AnalysisField field) {
        var isChoice = field.type() == FieldType.CHOICE;
        if (isChoice && field.choices().isEmpty()) {
            fault(pointer, "Say what there is to choose from");
        } else if (!isChoice && !field.choices().isEmpty()) {
            fault(pointer, "Only a field of type CHOICE has choices");
        }
    }

    private void fault(String pointer, String detail) {
        faults.add(new FieldFault(pointer, detail));
    }
}
