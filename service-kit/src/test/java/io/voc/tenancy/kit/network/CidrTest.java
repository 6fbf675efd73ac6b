package io.voc.tenancy.kit.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.stream.Stream;

class CidrTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0/8",
        "0.0.0.0/0, 0.0.0.0/0",
        "203.0.113.7/32, 203.0.113.7/32",
        "2001:DB8:0:0::/32, 2001:db8::/32",
        "2001:db8:0:1:0:0:0:0/64, 2001:db8:0:1::/64",
        "0:0:0:0:0:0:0:1/128, ::1/128",
        "::/0, ::/0",
        "fe80:0:0:1::/64, fe80:0:0:1::/64",
        "1:0:2:0:3:0:4:0/112, 1:0:2:0:3:0:4:0/112",
    })
    void is_written_in_its_shortest_form(String text, String canonical) {
        assertThat(Cidr.parse(text).map(Cidr::toString)).contains(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "10.0.0.0",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/08",
                "10.1.0.0/8",
                "10.0.0/8",
                "010.0.0.0/8",
                "256.0.0.0/8",
                "10.0.0.0.0/8",
                "example.com/8",
                "localhost/32",
                "2001:db8::1/32",
                "2001:db8::/129",
                "2001:db8:::/32",
                "::g/128",
                "[::1]/128",
                "fe80::1%eth0/128",
                "10.0.0.0/8/8",
                " 10.0.0.0/8",
                "10.0.0.0/8 ",
                "١٠.0.0.0/8"
            })
    void is_nothing_else(String text) {
        assertThat(Cidr.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.128.0.0/9, 10.127.255.255, false",
        "0.0.0.0/0, 198.51.100.1, true",
        "0.0.0.0/0, ::1, false",
        "::/0, ::1, true",
        "::/0, 10.0.0.1, false",
        "10.0.0.0/8, ::ffff:10.1.2.3, true",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "10.0.0.0/8, nonsense, false",
    })
    void admits_the_addresses_in_it(String range, String address, boolean isAdmitted) {
        assertThat(Cidr.admit(ranges(range), IpAddress.parse(address))).isEqualTo(isAdmitted);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', true",
        "'', 10.0.0.0/8, true",
        "10.0.0.0/8, '', false",
        "10.0.0.0/8, 10.0.0.0/8, true",
        "10.0.0.0/8, 10.1.0.0/16 10.2.3.4/32, true",
        "10.0.0.0/8, 10.1.0.0/16 11.0.0.0/16, false",
        "10.0.0.0/8 ::/0, 10.1.0.0/16 2001:db8::/32, true",
        "10.1.0.0/16, 10.0.0.0/8, false",
        "0.0.0.0/0, ::/0, false",
        "10.0.0.0/9 10.128.0.0/9, 10.0.0.0/8, false",
    })
    void covers_ranges_that_lie_in_one_of_them(String outer, String inner, boolean isCovered) {
        assertThat(Cidr.cover(ranges(outer), ranges(inner))).isEqualTo(isCovered);
    }

    private static List<Cidr> ranges(String texts) {
        return Stream.of(texts.split(" "))
                .filter(text -> !text.isEmpty())
                .map(text -> Cidr.parse(text).orElseThrow())
                .toList();
    }
}
