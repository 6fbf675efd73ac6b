package io.voc.tenancy.contracts.identity;

import java.math.BigInteger;
import java.util.UUID;

/**
 * The form of every id: a prefix, an underscore, and a UUIDv7 as 26 characters of lower-case
 * Crockford base32 (TypeID specification 0.3), so that ids say what they name and sort by time.
 */
public enum TypeId {
    TENANT("ten", "tenant"),
    API_KEY("key", "API key"),
    GRANT("gra", "grant"),
    ONBOARDING("onb", "onboarding"),
    RESERVATION("rsv", "reservation"),
    USAGE_CORRECTION("cor", "usage correction");

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 26;

    private final String prefix;
    private final String thing;

    TypeId(String prefix, String thing) {
        this.prefix = prefix;
        this.thing = thing;
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
        var start = prefix.length() + 1;
        if (id.length() != start + LENGTH
                || !id.startsWith(prefix)
                || id.charAt(start - 1) != '_'
                || id.charAt(start) > '7') {
            return false;
        }
        for (int i = start; i < id.length(); i++) {
            if (ALPHABET.indexOf(id.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }
}
