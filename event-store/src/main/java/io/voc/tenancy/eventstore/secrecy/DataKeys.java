package io.voc.tenancy.eventstore.secrecy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;

import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Encrypts and decrypts with the tenants' data keys, AES-256-GCM. Keys in use are kept in memory,
 * and so is the knowledge that one is destroyed; whoever changes a stored key must {@link #evict}.
 */
public final class DataKeys {

    private static final int MAX_CACHED = 100_000;

    private final MasterKeys masterKeys;
    private final LoadingCache<String, Optional<AesGcm>> keys;

    /**
     * Data keys as they are stored.
     *
     * @param wrappedKeys a tenant's wrapped key as the primary has it; empty when it is destroyed
     *     or was never there
     */
    public DataKeys(MasterKeys masterKeys, Function<String, Optional<byte[]>> wrappedKeys) {
        this.masterKeys = masterKeys;
        this.keys =
                Caffeine.newBuilder()
                        .maximumSize(MAX_CACHED)
                        .build(tenantId ->
                                wrappedKeys
                                        .apply(tenantId)
                                        .map(wrapped ->
                                                new AesGcm(masterKeys.unwrap(tenantId, wrapped))));
    }

    /**
     * Makes a key for a new tenant, which encrypts at once in this process. It must be stored in
     * the commit of the first event that it encrypts; when that fails, {@link #evict} it.
     */
    public WrappedKey issue(String tenantId) {
        var key = AesGcm.newKey();
        var issued = new WrappedKey(tenantId, masterKeys.wrap(tenantId, key));
        keys.put(tenantId, Optional.of(new AesGcm(key)));
        return issued;
    }

    /**
     * Encrypts, bound to the context: what it is and where it belongs, never twice the same for
     * different things.
     *
     * @throws SecrecyException when the tenant has no key, so that nothing is ever stored in clear
     */
    public byte[] seal(String tenantId, String context, byte[] clear) {
        var key =
                keys.get(tenantId)
                        .orElseThrow(() ->
                                new SecrecyException(
                                        "the tenant " + tenantId + " has no data key"));
        try {
            return key.encrypt(clear, context.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new SecrecyException(context + " can't be encrypted", e);
        }
    }

    /**
     * Decrypts what was encrypted for the same context; empty when the tenant's key is destroyed.
     *
     * @throws SecrecyException when the tenant has a key, but this was not made with it for this
     *     context
     */
    public Optional<byte[]> open(String tenantId, String context, byte[] sealed) {
        var key = keys.get(tenantId);
        try {
            return key.isEmpty()
                    ? Optional.empty()
                    : Optional.of(key.get().decrypt(sealed, context.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new SecrecyException(
                    context + " is damaged: it does not open with the data key of " + tenantId, e);
        }
    }

    /** Forgets the tenant's key, so that it is read again when it is next needed. */
    public void evict(String tenantId) {
        keys.invalidate(tenantId);
    }
}
