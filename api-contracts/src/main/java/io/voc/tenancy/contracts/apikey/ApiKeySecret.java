package io.voc.tenancy.contracts.apikey;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The secret of an API key: {@code tm_live_<random>_<checksum>}, where the random part has 192 bits
 * in base62 and the checksum is the CRC32 of everything before it, so that a mistyped key is told
 * from an unknown one without a look-up and secret scanners can recognise it. Never printed by
 * {@link #toString()}.
 */
public final class ApiKeySecret {

    private static final String BASE62 =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger RADIX = BigInteger.valueOf(BASE62.length());
    private static final int RANDOM_BYTES = 24;
    private static final int RANDOM_LENGTH = 33;
    private static final int CHECKSUM_LENGTH = 6;
    private static final int RECOGNISABLE = 4;
    private static final Pattern FORM =
            Pattern.compile(
                    "(tm_(?:live|test)_[0-9A-Za-z]{"
                            + RANDOM_LENGTH
                            + "})_([0-9A-Za-z]{"
                            + CHECKSUM_LENGTH
                            + "})");

    private final String value;

    private ApiKeySecret(String value) {
        this.value = value;
    }

    /** A new secret. */
    public static ApiKeySecret generate(ApiKeyEnvironment environment, SecureRandom random) {
        var bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        var body = "tm_" + environment + '_' + base62(new BigInteger(1, bytes), RANDOM_LENGTH);
        return new ApiKeySecret(body + '_' + checksum(body));
    }

    /**
     * Whether the text is one that {@link #generate} could have made: right form, right checksum.
     */
    public static boolean isWellFormed(String text) {
        var matcher = FORM.matcher(text);
        return matcher.matches() && checksum(matcher.group(1)).equals(matcher.group(2));
    }

    /** SHA-256 of a secret, in lower-case hex: all that is ever stored of it. */
    public static String digestOf(String secret) {
        return HexFormat.of().formatHex(sha256(secret));
    }

    /** SHA-256 of a secret. */
    public static byte[] sha256(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The secret itself, for the one answer that shows it. */
    public String reveal() {
        return value;
    }

    /** What is kept of it. */
    public StoredSecret stored() {
        return new StoredSecret(digestOf(value), prefix(), last4());
    }

    public String digest() {
        return digestOf(value);
    }

    /** What people recognise the key by: environment and the first four random characters. */
    public String prefix() {
        return value.substring(0, "tm_live_".length() + RECOGNISABLE);
    }

    /** The last four characters. */
    public String last4() {
        return value.substring(value.length() - RECOGNISABLE);
    }

    @Override
    public String toString() {
        return prefix() + '…';
    }

    private static String checksum(String body) {
        var crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        return base62(BigInteger.valueOf(crc.getValue()), CHECKSUM_LENGTH);
    }

    private static String base62(BigInteger number, int length) {
        var digits = new char[length];
        var rest = number;
        for (int i = length - 1; i >= 0; i--) {
            var quotientAndRemainder = rest.divideAndRemainder(RADIX);
            digits[i] = BASE62.charAt(quotientAndRemainder[1].intValue());
            rest = quotientAndRemainder[0];
        }
        return new String(digits);
    }
}
