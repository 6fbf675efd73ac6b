package io.voc.tenancy.contracts.plan;

import io.voc.tenancy.contracts.command.Command;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.regex.Pattern;

/** What can be asked of a plan. */
public sealed interface PlanCommand extends Command<PlanView> {

    Pattern NAME = Pattern.compile("(?!.*--)[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?");

    /** The plan that is asked. */
    String name();

    @Override
    default @Nullable String tenantId() {
        return null;
    }

    @Override
    default String target() {
        return PlanEvent.aggregateId(name());
    }

    @Override
    default String thing() {
        return "plan";
    }

    @Override
    default boolean canBeThere() {
        return NAME.matcher(name()).matches();
    }

    /** Makes a plan; a deleted one of the same name lives again. */
    record CreatePlan(String name, @Nullable String description, List<Limit> limits)
            implements PlanCommand {}

    /** Makes a plan unless there is or was one of the name. */
    record SeedPlan(String name, @Nullable String description, List<Limit> limits)
            implements PlanCommand {}

    /** Replaces what a plan says, for all tenants that have it, at once. */
    record ReplacePlan(String name, @Nullable String description, List<Limit> limits)
            implements PlanCommand {}

    /** Removes a plan that no tenant has. */
    record DeletePlan(String name) implements PlanCommand {}

    /** Tells whoever is about to change the plan how it stands; changes nothing. */
    record DescribePlan(String name) implements PlanCommand {}
}
