package io.voc.tenancy.eventstore.log;

import io.voc.tenancy.contracts.rejection.Rejection;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;

import java.sql.SQLException;

import javax.sql.DataSource;

/**
 * Stores what a command staged, as the one commit step of its unit of work. A refusal, or an answer
 * that nothing is to be done, holds only if the aggregate in memory that it rests on is the newest;
 * else the command is tried again.
 */
public final class CommitStep implements MessageHandlerInterceptor<CommandMessage<?>> {

    private final Commits commits;
    private final DataSource database;

    public CommitStep(Commits commits, DataSource database) {
        this.commits = commits;
        this.database = database;
    }

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain)
            throws Exception {
        var staged = StagedCommit.of(unitOfWork);
        staged.await();
        unitOfWork.onCommit(_ -> commit(staged));
        try {
            return chain.proceed();
        } catch (Rejection refusal) {
            checkVersions(staged);
            throw refusal;
        }
    }

    private void commit(StagedCommit staged) {
        if (staged.events().isEmpty()) {
            checkVersions(staged);
        }
        if (!staged.isEmpty()) {
            commits.store(staged);
        }
    }

    private void checkVersions(StagedCommit staged) {
        if (staged.cachedSequences().isEmpty()) {
            return;
        }
        try (var connection = database.getConnection()) {
            for (var cached : staged.cachedSequences().entrySet()) {
                if (LogTable.lastSequence(connection, cached.getKey()).orElse(-1)
                        != cached.getValue()) {
                    throw new ConcurrencyException(
                            cached.getKey() + " is older in memory than in the log");
                }
            }
        } catch (SQLException e) {
            throw new EventStoreException(
                    "the log can't be read (SQL state " + e.getSQLState() + ")", e);
        }
    }
}
