package io.voc.tenancy.eventstore;

import io.voc.tenancy.eventstore.register.CommitConditions;
import io.voc.tenancy.eventstore.register.Registers;

import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.serialization.Serializer;

import java.util.List;

/**
 * Axon's JDBC engine, which also judges the command's conditions and changes the registers in the
 * same transaction.
 */
final class RegisterGuardedEngine extends JdbcEventStorageEngine {

    private final Registers registers;

    RegisterGuardedEngine(Builder builder, Registers registers) {
        super(builder);
        this.registers = registers;
    }

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        registers.judge(CommitConditions.take());
        events.forEach(event -> registers.apply(event.getPayload()));
        super.appendEvents(events, serializer);
    }
}
