package io.voc.tenancy.eventstore.secrecy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;

import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Encrypts and decrypts with the tenants' data keys, AES-256-GCM. Keys in use are kept in memory,
 * and so is the knowledge that there is none; whoever hears of a change must tell.
 */
public final class DataKeys {

    private static final int MAX_CACHED = 100_000;

    private final MasterKeys masterKeys;
    private final WrappedKeys wrappedKeys;
    private final LoadingCache<String, Optional<AesGcm>> keys;

    /** They win over a key that was read before and is cached only now. */
    private final Cache<String, Boolean> destroyed;

    /** Not stored yet, so they must not be dropped for want of room. */
    private final Map<String, AesGcm> issued = new ConcurrentHashMap<>();

    /** Data keys as they are stored. */
    public DataKeys(MasterKeys masterKeys, WrappedKeys wrappedKeys) {
        this(masterKeys, wrappedKeys, MAX_CACHED);
    }

    DataKeys(MasterKeys masterKeys, WrappedKeys wrappedKeys, int maxCached) {
        this.masterKeys = masterKeys;
        this.wrappedKeys = wrappedKeys;
        this.keys =
                Caffeine.newBuilder()
                        .maximumSize(maxCached)
                        .build(new Loader(masterKeys, wrappedKeys));
        this.destroyed = Caffeine.newBuilder().maximumSize(maxCached).build();
    }

    /** Gets ready to decrypt for these tenants; cheaper than finding each key when it is needed. */
    public void prepare(Set<String> tenantIds) {
        var _ = keys.getAll(tenantIds);
        keys.invalidateAll(destroyed.getAllPresent(tenantIds).keySet());
    }

    /**
     * Makes a key for a new tenant, which encrypts at once in this process. It must be stored in
     * the commit of the first event that it encrypts; then it is {@link #stored}, or, when that
     * fails, to be {@link #evict evicted}.
     */
    public WrappedKey issue(String tenantId) {
        var key = AesGcm.newKey();
        var wrapped = new WrappedKey(tenantId, masterKeys.wrap(tenantId, key));
        issued.put(tenantId, new AesGcm(key));
        return wrapped;
    }

    /** Makes and stores a key, unless there is or was one; for those that no event begins. */
    public void ensure(String tenantId) {
        if (key(tenantId).isEmpty()) {
            wrappedKeys.add(new WrappedKey(tenantId, masterKeys.wrap(tenantId, AesGcm.newKey())));
            evict(tenantId);
        }
    }

    /** The key that was issued for the tenant is stored. */
    public void stored(String tenantId) {
        var key = issued.remove(tenantId);
        if (key != null) {
            keys.put(tenantId, Optional.of(key));
        }
    }

    /**
     * Encrypts, bound to the context: what it is and where it belongs, never twice the same for
     * different things.
     *
     * @throws NoDataKeyException when the tenant has no key, so that nothing is ever stored in
     *     clear
     */
    public byte[] seal(String tenantId, String context, byte[] clear) {
        var key = key(tenantId).orElseThrow(() -> new NoDataKeyException(tenantId));
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
        var key = key(tenantId);
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
        issued.remove(tenantId);
        keys.invalidate(tenantId);
    }

    /** The tenant's key is destroyed, for ever. */
    public void destroyed(String tenantId) {
        destroyed.put(tenantId, true); // first, so that prepare() sees it or is undone here
        evict(tenantId);
    }

    /** The tenant is registered: that it had no key is out of date. */
    public void registered(String tenantId) {
        keys.asMap().remove(tenantId, Optional.empty());
    }

    /** Forgets every stored key, so that it is read again when it is next needed. */
    public void forgetAll() {
        keys.invalidateAll();
    }

    private Optional<AesGcm> key(String tenantId) {
        if (destroyed.getIfPresent(tenantId) != null) {
            return Optional.empty();
        }
        var fresh = issued.get(tenantId);
        return fresh == null ? keys.get(tenantId) : Optional.of(fresh);
    }

    private record Loader(MasterKeys masterKeys, WrappedKeys wrappedKeys)
            implements CacheLoader<String, Optional<AesGcm>> {

        @Override
        public Optional<AesGcm> load(String tenantId) {
            return wrappedKeys.find(tenantId).map(wrapped -> unwrap(tenantId, wrapped));
        }

        @Override
        public Map<String, Optional<AesGcm>> loadAll(Set<? extends String> tenantIds) {
            var found = wrappedKeys.find(Set.copyOf(tenantIds));
            return tenantIds.stream().collect(toMap(identity(), id -> unwrapIfThere(id, found)));
        }

        private Optional<AesGcm> unwrapIfThere(String tenantId, Map<String, byte[]> found) {
            return Optional.ofNullable(found.get(tenantId))
                    .map(wrapped -> unwrap(tenantId, wrapped));
        }

        private AesGcm unwrap(String tenantId, byte[] wrapped) {
            return new AesGcm(masterKeys.unwrap(tenantId, wrapped));
        }
    }
}
