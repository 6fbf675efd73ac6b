package io.voc.tenancy.eventstore.log;

import io.voc.tenancy.eventstore.register.Condition;

import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/** Where a command puts the conditions on registers that its commit is to judge. */
public final class CommitConditions {

    /**
     * The commit of the command being handled succeeds only if the condition holds then; if not,
     * the command is refused and nothing of it is stored.
     *
     * @throws IllegalStateException outside the handling of a command
     */
    public void require(Condition condition) {
        StagedCommit.of(CurrentUnitOfWork.get()).require(condition);
    }
}
