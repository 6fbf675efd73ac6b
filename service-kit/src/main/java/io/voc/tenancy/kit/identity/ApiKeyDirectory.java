package io.voc.tenancy.kit.identity;

import io.voc.tenancy.contracts.apikey.ApiKeyVerification;
import io.voc.tenancy.contracts.rejection.Rejection;

/**
 * Knows every API key: asked in the same process where the query side is part of it, else over the
 * network.
 */
public interface ApiKeyDirectory {

    /**
     * Whether the secret is a good key's at this moment, whose, and what it may do.
     *
     * @param sourceIp the address that it is used from
     * @throws Rejection {@code unavailable} when that can't be known
     */
    ApiKeyVerification verify(String secret, String sourceIp);
}
