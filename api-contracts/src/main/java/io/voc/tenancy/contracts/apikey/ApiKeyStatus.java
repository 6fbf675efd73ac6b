package io.voc.tenancy.contracts.apikey;

/** Whether a key is in use; whether it has expired is told by its {@code expiresAt}. */
public enum ApiKeyStatus {
    ACTIVE,
    REVOKED
}
