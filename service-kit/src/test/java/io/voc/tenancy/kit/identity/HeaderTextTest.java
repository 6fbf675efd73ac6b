package io.voc.tenancy.kit.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

class HeaderTextTest {

    /** As Unicode's properties say it. */
    private static final Predicate<String> NAME =
            Pattern.compile("[\\p{IsAssigned}&&[^\\p{IsControl}]]*").asMatchPredicate();

    private static final Predicate<String> VALUE =
            Pattern.compile("([\\p{IsAssigned}&&[^\\p{IsControl}]]|\\t)*").asMatchPredicate();

    @Test
    void each_character_is_allowed_or_not_by_its_properties() {
        var all = IntStream.rangeClosed(0, Character.MAX_CODE_POINT).mapToObj(Character::toString);

        assertThat(all)
                .allSatisfy(text -> {
                    assertThat(HeaderText.isName(text)).isEqualTo(NAME.test(text));
                    assertThat(HeaderText.isValue(text)).isEqualTo(VALUE.test(text));
                });
    }

    @Test
    void each_of_several_characters_counts() {
        assertThat(HeaderText.isValue("Bearer a.b-c\t\uD83D\uDE00")).isTrue();
        assertThat(HeaderText.isValue("Bearer\r\nX-Roles: admin")).isFalse();
        assertThat(HeaderText.isName("X-Name\t")).isFalse();
        assertThat(HeaderText.isName("")).isTrue();
    }
}
