package io.voc.tenancy.contracts.identity;

import java.math.BigInteger;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The form of every id: a prefix, an underscore, and a UUIDv7 as 26 characters of lower-case
 * Crockford base32 (TypeID specification 0.3), so that ids say what they name and sort by time.
 */
public enum TypeId {
    TENANT("ten", "tenant"),
    API_KEY("key", "API key"),
    GRANT("gra", "grant"),
    ONBOARDING("onb", "onboarding"),
    RESERVATION("rsv", "reservation");

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 26;

    private final String prefix;
    private final String thing;
    private final Pattern form;

    TypeId(String prefix, String thing) {
        this.prefix = prefix;
        this.thing = thing;
        this.form = Pattern.compile(prefix + "_[0-7][" + ALPHABET + "]{" + (LENGTH - 1) + "}");
    }

    /** The id of this type for a UUID. */
    public String of(UUID uuid) {
        var bits =
                new BigInteger(Long.toUnsignedString(uuid.getMostSignificantBits()))
                        .shiftLeft(Long.SIZE)
                        .or(new BigInteger(Long.toUnsignedString(uuid.getLeastSignificantBits())));
        var suffix = new char[LENGTH];
        for (int i = LENGTH - 1; i >= 0; i--) {
            suffix[i] = ALPHABET.charAt(bits.intValue() & 31);
            bits = bits.shiftRight(5);
        }
        return prefix + '_' + new String(suffix);
    }

    /** What ids of this type name, as a noun. */
    public String thing() {
        return thing;
    }

    /** Whether the text has the form of an id of this type. */
    public boolean matches(String id) {
        return form.matcher(id).matches();
    }
}
