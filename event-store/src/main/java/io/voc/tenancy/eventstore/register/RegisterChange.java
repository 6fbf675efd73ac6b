package io.voc.tenancy.eventstore.register;

import io.voc.tenancy.contracts.apikey.ApiKeyEvent;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyIssued;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyRevoked;
import io.voc.tenancy.contracts.configuration.ConfigurationEvent;
import io.voc.tenancy.contracts.configuration.ConfigurationEvent.ConfigurationReplaced;
import io.voc.tenancy.contracts.tenant.TenantEvent;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantActivated;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantDeleted;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantProfileReplaced;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRegistered;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantSuspended;
import io.voc.tenancy.contracts.tenant.TenantStatus;

import java.util.List;

/**
 * What an event changes in the registers; a function of the event alone, so that registers can be
 * rebuilt.
 */
public sealed interface RegisterChange {

    /** The slug belongs to the tenant from now on; refused when it belongs to another. */
    record ClaimSlug(String slug, String tenantId) implements RegisterChange {}

    /** The tenant's gate has this status. */
    record SetTenantStatus(String tenantId, TenantStatus status) implements RegisterChange {}

    /** The key can be verified. */
    record AddApiKey(ApiKeyIssued key) implements RegisterChange {}

    /** The key can't be verified any more. */
    record RevokeApiKey(String keyId) implements RegisterChange {}

    /** The answer to a request is known from now on, so that sending it again changes nothing. */
    record StoreAnswer(IdempotencyKey key, Answer answer) implements RegisterChange {}

    /** The tenant has a data key; there is no other yet. */
    @SuppressWarnings("ArrayRecordComponent") // bytes as they are
    record AddDataKey(String tenantId, byte[] wrapped) implements RegisterChange {}

    /** What an event changes; the other changes come with a command. */
    static List<RegisterChange> of(Object event) {
        return switch (event) {
            case TenantEvent tenantEvent -> of(tenantEvent);
            case ConfigurationEvent configurationEvent -> of(configurationEvent);
            case ApiKeyEvent apiKeyEvent -> of(apiKeyEvent);
            default ->
                    throw new IllegalArgumentException(
                            "no event of this system: " + event.getClass());
        };
    }

    private static List<RegisterChange> of(TenantEvent event) {
        return switch (event) {
            case TenantRegistered registered ->
                    List.of(
                            new ClaimSlug(registered.slug(), registered.tenantId()),
                            new SetTenantStatus(registered.tenantId(), TenantStatus.ACTIVE));
            case TenantProfileReplaced _ -> List.of();
            case TenantSuspended suspended ->
                    List.of(new SetTenantStatus(suspended.tenantId(), TenantStatus.SUSPENDED));
            case TenantActivated activated ->
                    List.of(new SetTenantStatus(activated.tenantId(), TenantStatus.ACTIVE));
            case TenantDeleted deleted ->
                    List.of(new SetTenantStatus(deleted.tenantId(), TenantStatus.DELETED));
        };
    }

    private static List<RegisterChange> of(ConfigurationEvent event) {
        return switch (event) {
            case ConfigurationReplaced _ -> List.of();
        };
    }

    private static List<RegisterChange> of(ApiKeyEvent event) {
        return switch (event) {
            case ApiKeyIssued issued -> List.of(new AddApiKey(issued));
            case ApiKeyRevoked revoked -> List.of(new RevokeApiKey(revoked.keyId()));
        };
    }
}
