package io.voc.tenancy.command;

import io.voc.tenancy.contracts.command.Command;
import io.voc.tenancy.contracts.command.Versioned;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.Origin;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.eventstore.log.CommitParticipant;
import io.voc.tenancy.kit.correlation.Correlation;
import io.voc.tenancy.kit.identity.Origins;

import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.stereotype.Component;

/**
 * Sends commands on behalf of an actor and waits until their events are durable. Each answers with
 * the resource as it stands after the command, or throws the {@link Rejection}, and then nothing
 * has been stored.
 */
@Component
public final class Commands {

    private final CommandGateway gateway;
    private final Origins origins;

    Commands(CommandGateway gateway, Origins origins) {
        this.gateway = gateway;
        this.origins = origins;
    }

    public <V extends Versioned> V send(Command<V> command, Actor actor) {
        return send(command, actor, IfMatch.ANY);
    }

    /** As {@link #send(Command, Actor)}, if the resource has one of these versions. */
    public <V extends Versioned> V send(Command<V> command, Actor actor, IfMatch ifMatch) {
        return dispatch(command, metadata(actor, ifMatch));
    }

    /** As {@link #send(Command, Actor, IfMatch)}, with someone who takes part in the commit. */
    public <V extends Versioned> V send(
            Command<V> command, Actor actor, IfMatch ifMatch, CommitParticipant participant) {
        return dispatch(
                command, metadata(actor, ifMatch).and(CommitParticipant.METADATA_KEY, participant));
    }

    private MetaData metadata(Actor actor, IfMatch ifMatch) {
        return origin().and(Actor.METADATA_KEY, actor)
                .and(IfMatch.METADATA_KEY, ifMatch)
                .and(Correlation.REQUEST_ID, Correlation.requestId())
                .and(Correlation.CORRELATION_ID, Correlation.correlationId());
    }

    private MetaData origin() {
        return origins.current()
                .map(origin -> MetaData.with(Origin.METADATA_KEY, origin))
                .orElse(MetaData.emptyInstance());
    }

    /** An id that has not even the form of one names nothing, and nobody is asked. */
    @SuppressWarnings("unchecked") // a command's handler returns the command's resource
    private <V extends Versioned> V dispatch(Command<V> command, MetaData metadata) {
        var unknown = Rejection.notFound(command.thing(), command.target());
        if (!command.canBeThere()) {
            throw unknown;
        }
        try {
            Object answer =
                    gateway.sendAndWait(
                            GenericCommandMessage.asCommandMessage(command).andMetaData(metadata));
            if (answer == null) { // interrupted while it waited: the events may be stored, or not
                throw new Rejection(
                        RejectionCode.UNAVAILABLE,
                        "The service is stopping; look before you try again");
            }
            return (V) answer;
        } catch (AggregateNotFoundException _) {
            throw unknown;
        } catch (ConcurrencyException _) {
            throw new Rejection(
                    RejectionCode.UNAVAILABLE, "Too many others are changing this; try again");
        }
    }
}
