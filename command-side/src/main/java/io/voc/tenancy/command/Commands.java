package io.voc.tenancy.command;

import io.voc.tenancy.contracts.apikey.ApiKeyCommand;
import io.voc.tenancy.contracts.apikey.ApiKeyView;
import io.voc.tenancy.contracts.configuration.ConfigurationCommand;
import io.voc.tenancy.contracts.configuration.ConfigurationView;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.contracts.tenant.TenantCommand;
import io.voc.tenancy.contracts.tenant.TenantView;
import io.voc.tenancy.kit.correlation.Correlation;

import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.stereotype.Component;

import java.util.Map;

/**
 * Sends commands on behalf of an actor and waits until their events are durable. Each answers with
 * the resource as it stands after the command, or throws the {@link Rejection}, and then nothing
 * has been stored.
 */
@Component
public final class Commands {

    private final CommandGateway gateway;

    Commands(CommandGateway gateway) {
        this.gateway = gateway;
    }

    public TenantView send(TenantCommand command, Actor actor) {
        return dispatch(
                command, actor, TenantView.class, checked(TypeId.TENANT, command.tenantId()));
    }

    public ConfigurationView send(ConfigurationCommand command, Actor actor) {
        return dispatch(
                command,
                actor,
                ConfigurationView.class,
                checked(TypeId.TENANT, command.tenantId()));
    }

    public ApiKeyView send(ApiKeyCommand command, Actor actor) {
        return dispatch(command, actor, ApiKeyView.class, checked(TypeId.API_KEY, command.keyId()));
    }

    /** What to say if the id names nothing; said at once when it has not even the form of one. */
    private static Rejection checked(TypeId type, String id) {
        var unknown = Rejection.notFound(type.thing(), id);
        if (!type.matches(id)) {
            throw unknown;
        }
        return unknown;
    }

    private <V> V dispatch(Object command, Actor actor, Class<V> view, Rejection ifUnknown) {
        try {
            Object answer =
                    gateway.sendAndWait(
                            GenericCommandMessage.asCommandMessage(command)
                                    .andMetaData(
                                            Map.of(
                                                    Actor.METADATA_KEY, actor,
                                                    Correlation.REQUEST_ID, Correlation.requestId(),
                                                    Correlation.CORRELATION_ID,
                                                            Correlation.correlationId())));
            if (answer == null) { // interrupted while it waited: the events may be stored, or not
                throw new Rejection(
                        RejectionCode.UNAVAILABLE,
                        "The service is stopping; look before you try again");
            }
            return view.cast(answer);
        } catch (AggregateNotFoundException _) {
            throw ifUnknown;
        } catch (ConcurrencyException _) {
            throw new Rejection(
                    RejectionCode.UNAVAILABLE, "Too many others are changing this; try again");
        }
    }
}
