package io.voc.tenancy.eventstore.register;

import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

import java.util.ArrayList;
import java.util.List;

/** Where a command puts the conditions on registers that its commit is to judge. */
public final class CommitConditions {

    private static final String RESOURCE = CommitConditions.class.getName();

    /**
     * The commit of the command being handled succeeds only if the condition holds then; if not,
     * the command is refused and nothing of it is stored.
     *
     * @throws IllegalStateException outside the handling of a command
     */
    public void require(Condition condition) {
        CurrentUnitOfWork.get()
                .root()
                .<List<Condition>>getOrComputeResource(RESOURCE, _ -> new ArrayList<>())
                .add(condition);
    }

    /** Takes what the command being handled has required; a second call finds nothing. */
    public static List<Condition> take() {
        if (!CurrentUnitOfWork.isStarted()) {
            return List.of();
        }
        List<Condition> conditions = CurrentUnitOfWork.get().root().getResource(RESOURCE);
        if (conditions == null) {
            return List.of();
        }
        var taken = List.copyOf(conditions);
        conditions.clear();
        return taken;
    }
}
