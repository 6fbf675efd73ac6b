package io.voc.tenancy.eventstore.evidence;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;

/** The public keys that a verification trusts, by their ids. */
public final class CheckpointKeys {

    static final String ALGORITHM = "Ed25519";

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([^-]*)-----END PUBLIC KEY-----");
    private static final int ID_BYTES = 8;

    private final Map<String, PublicKey> keys;

    private CheckpointKeys(Map<String, PublicKey> keys) {
        this.keys = keys;
    }

    /**
     * The keys in a text: one or several in PEM, one after the other.
     *
     * @throws IllegalArgumentException when it has none, or another's than Ed25519
     */
    public static CheckpointKeys of(String pem) {
        var keys = new HashMap<String, PublicKey>();
        var found = PEM.matcher(pem);
        while (found.find()) {
            var key = key(Base64.getMimeDecoder().decode(found.group(1)));
            keys.put(idOf(key), key);
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("there is no public key in it");
        }
        return new CheckpointKeys(keys);
    }

    /** The first bytes of the SHA-256 of a key, in hexadecimal. */
    static String idOf(PublicKey key) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Whether one of these keys signed it, as it is. */
    boolean signed(Checkpoint checkpoint) {
        var key = keys.get(checkpoint.keyId());
        if (key == null) {
            return false;
        }
        try {
            var signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(checkpoint.signedText());
            return signature.verify(Base64.getDecoder().decode(checkpoint.signature()));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return false;
        }
    }

    private static PublicKey key(byte[] encoded) {
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("a key in it is not of " + ALGORITHM, e);
        }
    }
}
