package io.voc.tenancy.contracts.onboarding;

import java.util.List;

/**
 * How companies of a kind are onboarded. A running onboarding keeps the one that it began with.
 *
 * @param steps each after those that it depends on
 */
public record Workflow(String name, int version, List<WorkflowStep> steps) {

    public Workflow {
        steps = List.copyOf(steps);
    }

    /** The step of the name, which the workflow has. */
    public WorkflowStep step(String step) {
        return steps.stream().filter(it -> it.name().equals(step)).findFirst().orElseThrow();
    }
}
