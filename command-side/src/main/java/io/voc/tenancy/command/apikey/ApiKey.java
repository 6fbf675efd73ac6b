package io.voc.tenancy.command.apikey;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.voc.tenancy.command.IfMatch;
import io.voc.tenancy.contracts.apikey.ApiKeyCommand;
import io.voc.tenancy.contracts.apikey.ApiKeyCommand.ChangeApiKey;
import io.voc.tenancy.contracts.apikey.ApiKeyCommand.DescribeApiKey;
import io.voc.tenancy.contracts.apikey.ApiKeyCommand.IssueApiKey;
import io.voc.tenancy.contracts.apikey.ApiKeyCommand.RevokeApiKey;
import io.voc.tenancy.contracts.apikey.ApiKeyCommand.RotateApiKey;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyChanged;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyIssued;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyRevoked;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyRotated;
import io.voc.tenancy.contracts.apikey.ApiKeyStatus;
import io.voc.tenancy.contracts.apikey.ApiKeyView;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.contracts.tenant.TenantGate;
import io.voc.tenancy.eventstore.log.CommitConditions;
import io.voc.tenancy.eventstore.register.Condition.TenantLetsThrough;
import io.voc.tenancy.eventstore.register.Condition.WithinLimit;
import io.voc.tenancy.eventstore.register.CountedResource;
import io.voc.tenancy.eventstore.register.TenantResource;

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

import java.time.Duration;
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
        conditions.require(
                new WithinLimit(new TenantResource(command.tenantId(), CountedResource.API_KEYS)));
        var settings = command.settings();
        new KeyRightsRule(actor).check(settings);
        apply(
                new ApiKeyIssued(
                        command.keyId(),
                        command.tenantId(),
                        settings.name(),
                        settings.scopes(),
                        command.environment().name(),
                        settings.expiresAt(),
                        command.secret().digest(),
                        command.secret().prefix(),
                        command.secret().last4(),
                        settings.allowedCidrs(),
                        settings.metadata(),
                        settings.rateLimit()));
        return key();
    }

    @CommandHandler
    ApiKeyView handle(
            ChangeApiKey command,
            @MetaDataValue(value = Actor.METADATA_KEY, required = true) Actor actor,
            CommitConditions conditions) {
        conditions.require(new TenantLetsThrough(command.tenantId(), TenantGate.toWrite(actor)));
        var settings = command.settings();
        var rule = new KeyRightsRule(actor);
        rule.check(key().settings());
        rule.check(settings);
        if (!key().settings().equals(settings)) {
            checkNotRevoked();
            checkEndsLater(settings.expiresAt(), command.now());
            apply(
                    new ApiKeyChanged(
                            command.keyId(),
                            command.tenantId(),
                            settings.name(),
                            settings.scopes(),
                            settings.expiresAt(),
                            settings.allowedCidrs(),
                            settings.metadata(),
                            settings.rateLimit()));
        }
        return key();
    }

    @CommandHandler
    ApiKeyView handle(
            RotateApiKey command,
            @MetaDataValue(value = Actor.METADATA_KEY, required = true) Actor actor,
            CommitConditions conditions) {
        conditions.require(new TenantLetsThrough(command.tenantId(), TenantGate.toWrite(actor)));
        new KeyRightsRule(actor).check(key().settings());
        checkNotRevoked();
        checkNotExpired(command.now());
        var secret = Objects.requireNonNull(command.secrets().get(key().environment()));
        apply(
                new ApiKeyRotated(
                        command.keyId(),
                        command.tenantId(),
                        secret.digest(),
                        secret.prefix(),
                        secret.last4(),
                        endOfPrevious(command.now(), command.overlap()),
                        command.reason()));
        return key();
    }

    @CommandHandler
    ApiKeyView handle(
            RevokeApiKey command,
            @MetaDataValue(value = Actor.METADATA_KEY, required = true) Actor actor,
            CommitConditions conditions) {
        conditions.require(new TenantLetsThrough(command.tenantId(), TenantGate.toWrite(actor)));
        if (!isRevoked()) {
            apply(new ApiKeyRevoked(command.keyId(), command.tenantId(), command.reason()));
        }
        return key();
    }

    @CommandHandler
    ApiKeyView handle(DescribeApiKey command) {
        return key();
    }

    @EventSourcingHandler
    void on(ApiKeyEvent event, @Timestamp Instant at) {
        id = event.keyId();
        key = ApiKeyView.after(key, event, at);
    }

    private boolean isRevoked() {
        return key().status() == ApiKeyStatus.REVOKED;
    }

    private void checkNotRevoked() {
        if (isRevoked()) {
            throw new Rejection(
                    RejectionCode.API_KEY_REVOKED,
                    "API key " + key().id() + " is revoked for good; create another one");
        }
    }

    private void checkNotExpired(Instant now) {
        var end = key().expiresAt();
        if (end != null && !end.isAfter(now)) {
            throw new Rejection(
                    RejectionCode.API_KEY_EXPIRED,
                    "API key " + key().id() + " has expired; set a later expiresAt first");
        }
    }

    /** An end that stays as it is may be over. */
    private void checkEndsLater(@Nullable Instant end, Instant now) {
        if (end != null && !end.equals(key().expiresAt()) && !end.isAfter(now)) {
            throw Rejection.invalid("/expiresAt", "The key would have expired already");
        }
    }

    private @Nullable Instant endOfPrevious(Instant now, Duration overlap) {
        if (overlap.isZero()) {
            return null;
        }
        var over = now.plus(overlap);
        var end = key().expiresAt();
        return end != null && end.isBefore(over) ? end : over;
    }

    private ApiKeyView key() {
        return Objects.requireNonNull(key, "a command reaches a key only after its issue");
    }
}
