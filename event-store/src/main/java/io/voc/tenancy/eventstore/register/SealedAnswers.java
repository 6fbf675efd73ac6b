package io.voc.tenancy.eventstore.register;

import io.voc.tenancy.eventstore.register.RegisterChange.StoreAnswer;
import io.voc.tenancy.eventstore.secrecy.DataKeys;
import io.voc.tenancy.eventstore.secrecy.NoDataKeyException;

import org.jspecify.annotations.Nullable;

/** Seals the answers of a tenant with its data key, each bound to the request it answers. */
public final class SealedAnswers {

    private static final byte[] ERASED = {};

    private final DataKeys keys;

    public SealedAnswers(DataKeys keys) {
        this.keys = keys;
    }

    /**
     * The change with its answer sealed, if it has a tenant; one of a tenant whose key is destroyed
     * is erased at once.
     */
    public StoreAnswer sealed(StoreAnswer change) {
        var answer = change.answer();
        var tenantId = answer.tenantId();
        return tenantId == null
                ? change
                : new StoreAnswer(
                        change.key(),
                        answer.with(seal(tenantId, context(change.key()), answer.body())));
    }

    byte @Nullable [] open(IdempotencyKey key, String tenantId, byte[] sealed) {
        return keys.open(tenantId, context(key), sealed).orElse(null);
    }

    private byte[] seal(String tenantId, String context, byte[] body) {
        try {
            return keys.seal(tenantId, context, body);
        } catch (NoDataKeyException _) {
            return ERASED;
        }
    }

    private static String context(IdempotencyKey key) {
        return "answer|" + key.caller() + '|' + key.key();
    }
}
