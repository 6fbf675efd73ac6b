package io.voc.tenancy.command.apikey;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.voc.tenancy.command.IfMatch;
import io.voc.tenancy.contracts.apikey.ApiKeyCommand;
import io.voc.tenancy.contracts.apikey.ApiKeyCommand.IssueApiKey;
import io.voc.tenancy.contracts.apikey.ApiKeyCommand.RevokeApiKey;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyIssued;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyRevoked;
import io.voc.tenancy.contracts.apikey.ApiKeyStatus;
import io.voc.tenancy.contracts.apikey.ApiKeyView;
import io.voc.tenancy.contracts.apikey.Scopes;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.KeyRights;
import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.contracts.tenant.TenantGate;
import io.voc.tenancy.eventstore.log.CommitConditions;
import io.voc.tenancy.eventstore.register.Condition.TenantLetsThrough;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CommandHandlerInterceptor;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Objects;

/** A credential of a tenant. */
@Aggregate(
        cache = "aggregateCache",
        commandTargetResolver = "commandTargets",
        snapshotTriggerDefinition = "snapshotTriggers")
final class ApiKey {

    @AggregateIdentifier
    @SuppressWarnings("unused") // Axon reads it
    private @Nullable String id;

    private @Nullable ApiKeyView key;

    ApiKey() {}

    /** Comes before all else; another tenant's key is none to this one. */
    @CommandHandlerInterceptor
    void checkVersion(
            ApiKeyCommand command,
            @MetaDataValue(IfMatch.METADATA_KEY) @Nullable IfMatch required) {
        if (key != null) {
            if (!key.tenantId().equals(command.tenantId())) {
                throw Rejection.notFound(TypeId.API_KEY.thing(), command.keyId());
            }
            if (required != null) {
                required.check(key);
            }
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    ApiKeyView handle(
            IssueApiKey command,
            @MetaDataValue(value = Actor.METADATA_KEY, required = true) Actor actor,
            CommitConditions conditions) {
        conditions.require(new TenantLetsThrough(command.tenantId(), TenantGate.toWrite(actor)));
        if (actor.key() != null) {
            checkNoEscalation(actor.key(), command);
        }
        apply(
                new ApiKeyIssued(
                        command.keyId(),
                        command.tenantId(),
                        command.name(),
                        command.scopes(),
                        command.environment().name(),
                        command.expiresAt(),
                        command.digest(),
                        command.prefix(),
                        command.last4()));
        return key();
    }

    @CommandHandler
    ApiKeyView handle(
            RevokeApiKey command,
            @MetaDataValue(value = Actor.METADATA_KEY, required = true) Actor actor,
            CommitConditions conditions) {
        conditions.require(new TenantLetsThrough(command.tenantId(), TenantGate.toWrite(actor)));
        if (key().status() == ApiKeyStatus.ACTIVE) {
            apply(new ApiKeyRevoked(command.keyId(), command.tenantId(), command.reason()));
        }
        return key();
    }

    @EventSourcingHandler
    void on(ApiKeyEvent event, @Timestamp Instant at) {
        id = event.keyId();
        key = ApiKeyView.after(key, event, at);
    }

    /** A key makes no key that may do more, or longer, than itself. */
    private static void checkNoEscalation(KeyRights own, IssueApiKey command) {
        if (!Scopes.cover(own.scopes(), command.scopes())) {
            throw new Rejection(
                    RejectionCode.FORBIDDEN, "An API key creates keys within its own scopes only");
        }
        var end = own.expiresAt();
        if (end != null && (command.expiresAt() == null || command.expiresAt().isAfter(end))) {
            throw new Rejection(
                    RejectionCode.FORBIDDEN,
                    "An API key creates no key that outlives it: set expiresAt to "
                            + end
                            + " at the latest");
        }
    }

    private ApiKeyView key() {
        return Objects.requireNonNull(key, "a command reaches a key only after its issue");
    }
}
