package io.voc.tenancy.eventstore.secrecy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import java.util.Base64;
import java.util.Optional;

/** Sensitive text as it is stored: {@code enc:v1:} and the ciphertext in URL-safe base64. */
public final class SealedText {

    private static final String PREFIX = "enc:v1:";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final @Nullable DataKeys keys;

    public SealedText(DataKeys keys) {
        this.keys = keys;
    }

    private SealedText() {
        this.keys = null;
    }

    /** For those who must never see it: reads as if every key were destroyed, and seals nothing. */
    public static SealedText erased() {
        return new SealedText();
    }

    /** Whether the text is encrypted; what was stored before there were data keys is not. */
    public static boolean isSealed(String text) {
        return text.startsWith(PREFIX);
    }

    /**
     * Encrypts as {@link DataKeys#seal} does.
     *
     * @param context such as {@code tenantId|aggregateId|tenant.registered.contactEmail} or {@code
     *     tenantId|eventId|metadata.sourceIp}
     */
    public String seal(String tenantId, String context, String clear) {
        if (keys == null) {
            throw new NoDataKeyException(tenantId);
        }
        return PREFIX + ENCODER.encodeToString(keys.seal(tenantId, context, clear.getBytes(UTF_8)));
    }

    /**
     * Decrypts as {@link DataKeys#open} does.
     *
     * @param sealed text that {@link #isSealed}
     */
    public Optional<String> open(String tenantId, String context, String sealed) {
        if (keys == null) {
            return Optional.empty();
        }
        return keys.open(tenantId, context, ciphertext(context, sealed))
                .map(clear -> new String(clear, UTF_8));
    }

    private static byte[] ciphertext(String context, String sealed) {
        try {
            return Base64.getUrlDecoder().decode(sealed.substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            throw new SecrecyException(context + " is damaged: it is no base64", e);
        }
    }
}
