package io.voc.tenancy.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

class BadKeysTest {

    private static final int LIMIT = 3;

    private final BadKeys badKeys = new BadKeys(LIMIT);

    @Test
    void from_one_address_are_too_many_beyond_the_limit_for_a_while() {
        for (int i = 0; i < LIMIT; i++) {
            assertThat(badKeys.count("203.0.113.7").isWithin()).isTrue();
        }

        var oneMore = badKeys.count("203.0.113.7");

        assertThat(oneMore.isWithin()).isFalse();
        assertThat(oneMore.untilNext()).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(20));
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "203.0.113.7,          203.0.113.8,           true",
        "203.0.113.7,          ::ffff:203.0.113.7,    false",
        "2001:db8:1:2::1,      2001:db8:1:2:ffff::9,  false",
        "2001:db8:1:2::1,      2001:db8:1:3::1,       true",
        "2001:db8:1:2::1,      203.0.113.7,           true",
        "unknown,              somewhere,             true",
    })
    void are_counted_by_what_one_customer_has(String address, String other, boolean isApart) {
        for (int i = 0; i <= LIMIT; i++) {
            badKeys.count(address);
        }

        assertThat(badKeys.count(other).isWithin()).isEqualTo(isApart);
    }
}
