package io.voc.tenancy.kit.contract;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.format.Format;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The formats of this system's own that schemas name. */
enum ContractFormat implements Format {
    BCP_47("bcp-47", ContractFormat::isLanguage),
    CIDR("cidr", ContractFormat::isCidr),
    COUNTRY("iso-3166-1-alpha-2", Countries.ALPHA_2::contains),
    HOST("sip-host", ContractFormat::isHost),
    TIME_ZONE("iana-time-zone", ContractFormat::isTimeZone);

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

    private final String formatName;
    private final Predicate<String> accepts;

    ContractFormat(String formatName, Predicate<String> accepts) {
        this.formatName = formatName;
        this.accepts = accepts;
    }

    @Override
    public String getName() {
        return formatName;
    }

    @Override
    public boolean matches(ExecutionContext context, String value) {
        return accepts.test(value);
    }

    /** A tag that is well-formed, and whose language and country, by two letters, there are. */
    private static boolean isLanguage(String tag) {
        try {
            var locale = new Locale.Builder().setLanguageTag(tag).build();
            return isKnown(locale.getLanguage(), Countries.LANGUAGES)
                    && (locale.getCountry().isEmpty()
                            || isKnown(locale.getCountry(), Countries.ALPHA_2))
                    && !locale.getLanguage().isEmpty();
        } catch (IllformedLocaleException _) {
            return false;
        }
    }

    private static boolean isKnown(String code, Set<String> twoLetterCodes) {
        return code.length() != 2 || twoLetterCodes.contains(code);
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

    /** What the JDK knows of the world. */
    private static final class Countries {

        static final Set<String> ALPHA_2 =
                Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);
        static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
    }
}
