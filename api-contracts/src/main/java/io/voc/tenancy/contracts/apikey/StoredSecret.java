package io.voc.tenancy.contracts.apikey;

/**
 * All that is ever stored of a key's secret.
 *
 * @param digest SHA-256 of the secret in lower-case hex
 * @param prefix what the secret begins with
 * @param last4 what the secret ends with
 */
public record StoredSecret(String digest, String prefix, String last4) {}
