package io.voc.tenancy.eventstore.evidence;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A signed statement about the log: at this position stood an event with this hash.
 *
 * @param hash in hexadecimal
 * @param time when it was signed, to the millisecond, in RFC 3339
 * @param keyId which key signed it
 * @param signature Ed25519 over {@link #signedText}, in base64
 */
public record Checkpoint(long position, String hash, String time, String keyId, String signature) {

    /** The bytes that are signed: five lines, each with its end. */
    static byte[] signedText(long position, String hash, String time, String keyId) {
        return "tenancy.checkpoint.v1\n%d\n%s\n%s\n%s\n"
                .formatted(position, hash, time, keyId)
                .getBytes(StandardCharsets.UTF_8);
    }

    byte[] signedText() {
        return signedText(position, hash, time, keyId);
    }

    /** When it was signed. */
    public Instant signedAt() {
        return Instant.parse(time);
    }
}
