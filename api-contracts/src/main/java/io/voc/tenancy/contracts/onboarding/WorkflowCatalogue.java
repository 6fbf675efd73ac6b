package io.voc.tenancy.contracts.onboarding;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The workflows of an installation, each name once; the later of a name counts. */
public final class WorkflowCatalogue {

    private final Map<String, Workflow> byName = new LinkedHashMap<>();

    public WorkflowCatalogue(List<Workflow> workflows) {
        workflows.forEach(workflow -> byName.put(workflow.name(), workflow));
    }

    /** The workflow that new onboardings of the name follow. */
    public Optional<Workflow> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** All names, the shipped ones first. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }
}
