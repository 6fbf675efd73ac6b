package io.voc.tenancy.contracts.apikey;

/** What a key is for; part of its secret, so that it can be told by sight. */
public enum ApiKeyEnvironment {
    LIVE,
    TEST
}
