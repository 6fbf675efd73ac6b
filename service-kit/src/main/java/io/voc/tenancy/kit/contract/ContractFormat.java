package io.voc.tenancy.kit.contract;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.format.Format;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A format of this system's own that schemas name.
 *
 * @param name as schemas say it
 * @param accepts whether text is of the format
 */
record ContractFormat(String name, Predicate<String> accepts) implements Format {

    /** All that there are. */
    static final List<Format> ALL =
            List.of(
                    new ContractFormat("bcp-47", ContractFormat::isLanguage),
                    new ContractFormat("cidr", ContractFormat::isCidr),
                    new ContractFormat("iana-time-zone", ContractFormat::isTimeZone),
                    new ContractFormat("iso-3166-1-alpha-2", ContractFormat::isCountry),
                    new ContractFormat("sip-host", ContractFormat::isHost));

    private static final Pattern IPV4 =
            Pattern.compile("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(?!$)|$)){4}");
    private static final Pattern IPV6_CHARACTERS = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern HOST_NAME =
            Pattern.compile(
                    "(?=.*[A-Za-z])[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
                            + "(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");
    private static final Pattern CIDR_PARTS = Pattern.compile("([^/]+)/(0|[1-9][0-9]{0,2})");
    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;

    /** What the JDK knows of the world. */
    private static final Set<String> COUNTRIES =
            Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);

    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

    @Override
    public String getName() {
        return name;
    }

    @Override
    public boolean matches(ExecutionContext context, String value) {
        return accepts.test(value);
    }

    /**
     * A tag that is well-formed, and whose language and country, by two letters, there are. Longer
     * names of languages than three letters may be registered (RFC 5646, section 2.2.1); none is.
     */
    private static boolean isLanguage(String tag) {
        try {
            var locale = new Locale.Builder().setLanguageTag(tag).build();
            return isKnown(locale.getLanguage(), LANGUAGES)
                    && (locale.getCountry().isEmpty() || isKnown(locale.getCountry(), COUNTRIES))
                    && !locale.getLanguage().isEmpty()
                    && locale.getLanguage().length() <= 3;
        } catch (IllformedLocaleException _) {
            return false;
        }
    }

    private static boolean isKnown(String code, Set<String> twoLetterCodes) {
        return code.length() != 2 || twoLetterCodes.contains(code);
    }

    private static boolean isCountry(String code) {
        return COUNTRIES.contains(code);
    }

    private static boolean isTimeZone(String name) {
        return ZoneId.getAvailableZoneIds().contains(name);
    }

    private static boolean isHost(String text) {
        return HOST_NAME.matcher(text).matches() || isIpv4(text) || isIpv6(text);
    }

    private static boolean isCidr(String text) {
        var parts = CIDR_PARTS.matcher(text);
        if (!parts.matches()) {
            return false;
        }
        var bits = Integer.parseInt(parts.group(2));
        return (isIpv4(parts.group(1)) && bits <= IPV4_BITS)
                || (isIpv6(parts.group(1)) && bits <= IPV6_BITS);
    }

    private static boolean isIpv4(String text) {
        return IPV4.matcher(text).matches();
    }

    private static boolean isIpv6(String text) {
        if (!IPV6_CHARACTERS.matcher(text).matches()) {
            return false;
        }
        try {
            InetAddress _ = Inet6Address.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
