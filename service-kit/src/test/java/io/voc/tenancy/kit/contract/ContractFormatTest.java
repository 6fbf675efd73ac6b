package io.voc.tenancy.kit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractFormatTest {

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "en, bcp-47",
        "de-AT, bcp-47",
        "zh-Hant-TW, bcp-47",
        "0.0.0.0/0, cidr",
        "203.0.113.7/32, cidr",
        "2001:db8::/32, cidr",
        "::/0, cidr",
        "::ffff:192.0.2.1/128, cidr",
        "Europe/Vienna, iana-time-zone",
        "UTC, iana-time-zone",
        "AT, iso-3166-1-alpha-2",
        "sip.example.com, sip-host",
        "192.0.2.1, sip-host",
        "2001:db8::1, sip-host",
        "localhost, sip-host",
    })
    void is_of_the_format(String text, String format) {
        assertThat(accepts(format, text)).isTrue();
    }

    @ParameterizedTest(name = "{0} is not {1}")
    @CsvSource({
        "english, bcp-47",
        "xx, bcp-47",
        "en_GB, bcp-47",
        "de-XY, bcp-47",
        "'', bcp-47",
        "10.0.0.0, cidr",
        "10.0.0.0/33, cidr",
        "10.0.0.0/08, cidr",
        "10.0.0/8, cidr",
        "256.0.0.0/8, cidr",
        "2001:db8::/129, cidr",
        "2001:db8::1::/64, cidr",
        "fe80::1%eth0/64, cidr",
        "Vienna, iana-time-zone",
        "+01:00, iana-time-zone",
        "at, iso-3166-1-alpha-2",
        "XX, iso-3166-1-alpha-2",
        "sip.example.com:5060, sip-host",
        "-a.example.com, sip-host",
        "1.2.3, sip-host",
        "a b, sip-host",
        "'', sip-host",
    })
    void is_not_of_the_format(String text, String format) {
        assertThat(accepts(format, text)).isFalse();
    }

    private static boolean accepts(String format, String text) {
        return ContractFormat.ALL.stream()
                .map(ContractFormat.class::cast)
                .filter(known -> known.name().equals(format))
                .findFirst()
                .orElseThrow()
                .accepts()
                .test(text);
    }
}
