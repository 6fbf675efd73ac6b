package io.voc.tenancy.eventstore.secrecy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * The keys that wrap the tenants' data keys: the newest one wraps, every one unwraps. A wrapped key
 * is the first four bytes of its master key's SHA-256, then nonce, ciphertext and tag of
 * AES-256-GCM, bound to the tenant.
 */
public final class MasterKeys {

    private static final int ID_BYTES = 4;

    private final List<MasterKey> newestFirst;

    private MasterKeys(List<MasterKey> newestFirst) {
        this.newestFirst = newestFirst;
    }

    /**
     * Reads master keys, newest first, separated by commas, each 32 bytes as URL-safe base64.
     *
     * @throws IllegalArgumentException when the text is malformed; its message does not show it
     */
    public static MasterKeys parse(String text) {
        return new MasterKeys(
                Stream.of(text.split(",", -1))
                        .map(MasterKeys::decoded)
                        .map(MasterKey::of)
                        .toList());
    }

    /** The key, encrypted by the newest master key. */
    public byte[] wrap(String tenantId, byte[] key) {
        var newest = newestFirst.getFirst();
        try {
            var sealed = newest.cipher().encrypt(key, tenantId.getBytes(UTF_8));
            return ByteBuffer.allocate(ID_BYTES + sealed.length)
                    .put(newest.id())
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new SecrecyException("the data key of " + tenantId + " can't be wrapped", e);
        }
    }

    /**
     * The key that was wrapped for the tenant.
     *
     * @throws SecrecyException when none of the master keys opens it
     */
    public byte[] unwrap(String tenantId, byte[] wrapped) {
        for (var key : newestFirst) {
            if (key.hasWrapped(wrapped)) {
                try {
                    var sealed = Arrays.copyOfRange(wrapped, ID_BYTES, wrapped.length);
                    return key.cipher().decrypt(sealed, tenantId.getBytes(UTF_8));
                } catch (GeneralSecurityException e) {
                    throw new SecrecyException("the data key of " + tenantId + " is damaged", e);
                }
            }
        }
        throw new SecrecyException(
                "the data key of " + tenantId + " was wrapped by a master key that is not here");
    }

    /** Whether it was wrapped by the newest master key. */
    public boolean isNewest(byte[] wrapped) {
        return newestFirst.getFirst().hasWrapped(wrapped);
    }

    private static byte[] decoded(String text) {
        try {
            var key = Base64.getUrlDecoder().decode(text);
            if (key.length == AesGcm.KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException _) {
            // told below, without the value
        }
        throw new IllegalArgumentException(
                "a master key is malformed: expected URL-safe base64 of 32 bytes");
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record MasterKey(byte[] id, AesGcm cipher) {

        static MasterKey of(byte[] key) {
            try {
                var digest = MessageDigest.getInstance("SHA-256").digest(key);
                return new MasterKey(Arrays.copyOf(digest, ID_BYTES), new AesGcm(key));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        boolean hasWrapped(byte[] wrapped) {
            return wrapped.length > ID_BYTES
                    && Arrays.equals(id, 0, ID_BYTES, wrapped, 0, ID_BYTES);
        }
    }
}
