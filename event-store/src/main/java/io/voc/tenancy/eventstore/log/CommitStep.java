package io.voc.tenancy.eventstore.log;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.eventstore.secrecy.NoDataKeyException;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;

import java.util.Optional;

import javax.sql.DataSource;

/**
 * Stores what a command staged, as the one commit step of its unit of work. A refusal, or an answer
 * that nothing is to be done, holds only if the aggregate in memory that it rests on is the newest;
 * else the command is tried again.
 */
public final class CommitStep implements MessageHandlerInterceptor<CommandMessage<?>> {

    private final Commits commits;
    private final CachedVersions versions;

    public CommitStep(Commits commits, DataSource database) {
        this.commits = commits;
        this.versions = new CachedVersions(database);
    }

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain)
            throws Exception {
        var participant = participant(unitOfWork.getMessage());
        var staged = StagedCommit.of(unitOfWork);
        staged.await();
        unitOfWork.onCommit(_ -> commit(staged, participant));
        try {
            var result = chain.proceed();
            participant.ifPresent(it -> it.decided(result, staged));
            return result;
        } catch (Rejection refusal) {
            if (!staged.cachedSequences().isEmpty()) {
                versions.check(staged.cachedSequences());
            }
            throw refusal;
        }
    }

    private void commit(StagedCommit staged, Optional<CommitParticipant> participant) {
        if (staged.events().isEmpty()
                && (participant.isPresent() || !staged.cachedSequences().isEmpty())) {
            var head = versions.check(staged.cachedSequences());
            staged.committed(new Appended(head.position(), head.recordedAt()));
        }
        if (!staged.isEmpty()) {
            store(staged);
        }
        participant.ifPresent(it -> it.committed(staged.outcome()));
    }

    private void store(StagedCommit staged) {
        try {
            commits.store(staged);
        } catch (NoDataKeyException e) {
            versions.check(staged.readSequences()); // purged since then, so it is decided anew
            throw e;
        }
    }

    private static Optional<CommitParticipant> participant(CommandMessage<?> command) {
        return command.getMetaData().get(CommitParticipant.METADATA_KEY)
                        instanceof CommitParticipant participant
                ? Optional.of(participant)
                : Optional.empty();
    }
}
