package io.voc.tenancy.eventstore.evidence;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;

/** Signs checkpoints with an Ed25519 key. */
public final class CheckpointSigner {

    private final PrivateKey key;
    private final String keyId;

    /** With a pair, whose public key is given to those who verify. */
    public CheckpointSigner(KeyPair pair) {
        this.key = pair.getPrivate();
        this.keyId = CheckpointKeys.idOf(pair.getPublic());
    }

    /** The checkpoint of an event. */
    public Checkpoint sign(long position, byte[] hash, Instant time) {
        var hex = HexFormat.of().formatHex(hash);
        var at = time.truncatedTo(ChronoUnit.MILLIS).toString();
        try {
            var signature = Signature.getInstance(CheckpointKeys.ALGORITHM);
            signature.initSign(key);
            signature.update(Checkpoint.signedText(position, hex, at, keyId));
            return new Checkpoint(
                    position, hex, at, keyId, Base64.getEncoder().encodeToString(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    /** The public key as it is given away, in PEM. */
    public static String pem(PublicKey key) {
        var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'});
        return "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
                .formatted(base64.encodeToString(key.getEncoded()));
    }
}
