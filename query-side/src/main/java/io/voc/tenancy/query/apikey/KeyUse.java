package io.voc.tenancy.query.apikey;

import java.time.Instant;

/**
 * A key was found good.
 *
 * @param at to the minute
 */
record KeyUse(String keyId, String tenantId, Instant at) {}
