package io.voc.tenancy.eventstore.secrecy;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One key of AES-256-GCM: a random nonce, the ciphertext and the tag, as Tink lays them out. It is
 * not Tink because that keeps a cipher per thread, and so makes one for every virtual thread.
 */
final class AesGcm {

    static final int KEY_BYTES = 32;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Queue<Cipher> IDLE = new ConcurrentLinkedQueue<>();

    private final SecretKeySpec key;

    AesGcm(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("expected a key of " + KEY_BYTES + " bytes");
        }
        this.key = new SecretKeySpec(key, "AES");
    }

    static byte[] newKey() {
        return random(KEY_BYTES);
    }

    byte[] encrypt(byte[] clear, byte[] context) throws GeneralSecurityException {
        var nonce = random(NONCE_BYTES);
        var ciphertext = crypt(Cipher.ENCRYPT_MODE, nonce, clear, 0, context);
        return ByteBuffer.allocate(NONCE_BYTES + ciphertext.length)
                .put(nonce)
                .put(ciphertext)
                .array();
    }

    byte[] decrypt(byte[] sealed, byte[] context) throws GeneralSecurityException {
        if (sealed.length < NONCE_BYTES + TAG_BYTES) {
            throw new AEADBadTagException("too short");
        }
        return crypt(Cipher.DECRYPT_MODE, sealed, sealed, NONCE_BYTES, context);
    }

    /** The nonce is at the beginning of its array, the input goes on from an offset. */
    private byte[] crypt(int mode, byte[] nonce, byte[] input, int from, byte[] context)
            throws GeneralSecurityException {
        var idle = IDLE.poll();
        var cipher = idle == null ? Cipher.getInstance("AES/GCM/NoPadding") : idle;
        try {
            cipher.init(
                    mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce, 0, NONCE_BYTES));
            cipher.updateAAD(context);
            return cipher.doFinal(input, from, input.length - from);
        } finally {
            IDLE.offer(cipher);
        }
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
