package io.voc.tenancy.kit.network;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** An IPv4 or IPv6 address, as numbers; nothing is ever looked up. */
public final class IpAddress {

    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern V4 = Pattern.compile("(?:" + OCTET + "\\.){3}" + OCTET);
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final int GROUPS = 8;
    private static final int NETWORK_BITS = 64;

    private final byte[] bytes;

    private IpAddress(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The address that a text names; empty when it names none. An IPv4 address in the clothes of
     * IPv6 is the IPv4 address.
     */
    public static Optional<IpAddress> parse(String text) {
        var isAddress =
                V4.matcher(text).matches()
                        || (text.indexOf(':') >= 0 && V6.matcher(text).matches());
        if (!isAddress) {
            return Optional.empty();
        }
        try {
            return Optional.of(new IpAddress(InetAddress.ofLiteral(text).getAddress()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The address itself for IPv4, the first 64 bits for IPv6: what one customer is given. */
    public String network() {
        return bytes.length == Integer.BYTES
                ? toString()
                : new IpAddress(first(NETWORK_BITS)).toString();
    }

    int bits() {
        return bytes.length * Byte.SIZE;
    }

    /** Whether all bits beyond the first so many are zero. */
    boolean hasOnly(int length) {
        return Arrays.equals(first(length), bytes);
    }

    /** The address with all bits beyond the first so many zero. */
    byte[] first(int length) {
        var kept = Arrays.copyOf(Arrays.copyOf(bytes, length / Byte.SIZE), bytes.length);
        if (length % Byte.SIZE != 0) {
            var mask = 0xff << (Byte.SIZE - length % Byte.SIZE);
            kept[length / Byte.SIZE] = (byte) (bytes[length / Byte.SIZE] & mask);
        }
        return kept;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpAddress address && Arrays.equals(bytes, address.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The shortest form (RFC 5952). */
    @Override
    public String toString() {
        return bytes.length == Integer.BYTES ? v4() : v6();
    }

    private String v4() {
        return (bytes[0] & 0xff)
                + "."
                + (bytes[1] & 0xff)
                + "."
                + (bytes[2] & 0xff)
                + "."
                + (bytes[3] & 0xff);
    }

    private String v6() {
        var zeros = longestZeros();
        var text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (zeros.length > 1 && i == zeros.start) {
                text.append("::");
                i += zeros.length - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(
                                HexFormat.of()
                                        .toHexDigits((long) group(i))
                                        .replaceFirst("^0+(?=.)", ""));
            }
        }
        return text.toString();
    }

    private record Zeros(int start, int length) {}

    private Zeros longestZeros() {
        var longest = new Zeros(0, 0);
        for (int start = 0; start < GROUPS; start++) {
            var end = start;
            while (end < GROUPS && group(end) == 0) {
                end++;
            }
            if (end - start > longest.length) {
                longest = new Zeros(start, end - start);
            }
        }
        return longest;
    }

    private int group(int index) {
        return ((bytes[2 * index] & 0xff) << Byte.SIZE) | (bytes[2 * index + 1] & 0xff);
    }
}
