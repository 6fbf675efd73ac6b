package io.voc.tenancy.contracts.onboarding;

import io.voc.tenancy.contracts.rejection.FieldFault;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What the steps of a workflow must be to each other, so that it can always come to an end. */
public final class WorkflowRules {

    private final Workflow workflow;
    private final List<FieldFault> faults = new ArrayList<>();

    private WorkflowRules(Workflow workflow) {
        this.workflow = workflow;
    }

    /** Every rule that the workflow breaks, with pointers into it. */
    public static List<FieldFault> faultsOf(Workflow workflow) {
        var rules = new WorkflowRules(workflow);
        rules.checkOrder();
        rules.checkInternalSteps();
        if (rules.faults.isEmpty()) {
            rules.checkEnd();
        }
        return rules.faults;
    }

    private void checkOrder() {
        var known = new HashSet<String>();
        for (int i = 0; i < workflow.steps().size(); i++) {
            var step = workflow.steps().get(i);
            for (var other : step.dependsOn()) {
                require(place(other) >= 0, i, "dependsOn", "there is no step " + other);
            }
            var missing = step.dependsOn().stream().filter(it -> !known.contains(it)).toList();
            require(missing.isEmpty(), i, "dependsOn", missing + " must stand before it");
            require(i == 0 || !step.dependsOn().isEmpty(), i, "", "it depends on no other step");
            require(known.add(step.name()), i, "name", step.name() + " is there twice");
        }
    }

    private void checkInternalSteps() {
        for (var internal : InternalStep.values()) {
            var place = place(internal.step());
            if (place < 0) {
                faults.add(new FieldFault("/steps", internal.step() + " is missing"));
            }
        }
        for (int i = 0; i < workflow.steps().size(); i++) {
            checkKind(i, workflow.steps().get(i));
        }
        require(place(InternalStep.REGISTER_TENANT.step()) <= 0, 0, "", "register-tenant is first");
    }

    private void checkKind(int place, WorkflowStep step) {
        var internal = InternalStep.of(step.name());
        var isInternal = step.kind() == StepKind.INTERNAL;
        require(
                isInternal == internal.isPresent(),
                place,
                "kind",
                isInternal ? "this system has no such step" : "this system does it itself");
        internal.ifPresent(it -> {
            require(!step.skippable(), place, "skippable", "it can't be done without");
            require(
                    Objects.equals(step.compensation(), it.compensation()),
                    place,
                    it.compensation() == null ? "compensation" : "",
                    it.compensation() == null
                            ? "the purge of the tenant compensates it"
                            : "its compensation is " + it.compensation());
        });
    }

    /** Nothing may still be on its way when the tenant becomes active. */
    private void checkEnd() {
        var last = workflow.steps().size() - 1;
        var activate = place(InternalStep.ACTIVATE.step());
        require(activate == last, activate, "", "activate is the last step");
        require(
                before(InternalStep.ACTIVATE).size() == last,
                activate,
                "dependsOn",
                "activate depends on all other steps, be it through others");
        require(
                before(InternalStep.VERIFY)
                        .containsAll(
                                Set.of(
                                        InternalStep.APPLY_CONFIGURATION.step(),
                                        InternalStep.ISSUE_API_KEY.step())),
                place(InternalStep.VERIFY.step()),
                "dependsOn",
                "verify depends on apply-configuration and issue-api-key, be it through others");
    }

    /** All that it depends on, be it through others. */
    private Set<String> before(InternalStep step) {
        var found = new HashSet<String>();
        var open = new ArrayList<>(List.of(step.step()));
        while (!open.isEmpty()) {
            for (var other : workflow.step(open.removeLast()).dependsOn()) {
                if (found.add(other)) {
                    open.add(other);
                }
            }
        }
        return found;
    }

    private int place(String step) {
        return workflow.steps().stream().map(WorkflowStep::name).toList().indexOf(step);
    }

    private void require(boolean holds, int place, String field, String what) {
        if (!holds) {
            var step = "/steps/" + place;
            faults.add(new FieldFault(field.isEmpty() ? step : step + "/" + field, what));
        }
    }
}
