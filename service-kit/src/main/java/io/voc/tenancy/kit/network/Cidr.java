package io.voc.tenancy.kit.network;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A range of addresses, such as {@code 10.0.0.0/8} or {@code 2001:db8::/32}.
 *
 * @param base the first address of the range
 * @param length how many leading bits all its addresses share
 */
public record Cidr(IpAddress base, int length) {

    private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]{0,2}");

    /**
     * The range that a text names; empty when it names none, or has bits beyond its length as in
     * {@code 10.1.0.0/8}.
     */
    public static Optional<Cidr> parse(String text) {
        var slash = text.lastIndexOf('/');
        if (slash < 0 || !LENGTH.matcher(text.substring(slash + 1)).matches()) {
            return Optional.empty();
        }
        var length = Integer.parseInt(text.substring(slash + 1));
        return IpAddress.parse(text.substring(0, slash))
                .filter(base -> length <= base.bits() && base.hasOnly(length))
                .map(base -> new Cidr(base, length));
    }

    /** Whether an address is in one of the ranges; every address is, where there are none. */
    public static boolean admit(Collection<Cidr> ranges, Optional<IpAddress> address) {
        return ranges.isEmpty()
                || address.filter(it -> ranges.stream().anyMatch(range -> range.contains(it)))
                        .isPresent();
    }

    /**
     * Whether every inner range lies in one of the outer ones. Where there are no ranges, that is
     * every address.
     */
    public static boolean cover(Collection<Cidr> outer, Collection<Cidr> inner) {
        return outer.isEmpty()
                || (!inner.isEmpty()
                        && inner.stream()
                                .allMatch(range ->
                                        outer.stream().anyMatch(it -> it.contains(range))));
    }

    private boolean contains(Cidr other) {
        return other.length >= length && contains(other.base);
    }

    private boolean contains(IpAddress address) {
        return address.bits() == base.bits()
                && Arrays.equals(address.first(length), base.first(length));
    }

    /** As it is written, the address in its shortest form. */
    @Override
    public String toString() {
        return base + "/" + length;
    }
}
