package io.voc.tenancy.eventstore.secrecy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeysTest {

    private static final String OLD = "A".repeat(43);
    private static final String NEW = "B".repeat(42) + "A";
    private static final byte[] DATA_KEY = "0123456789abcdef0123456789abcdef".getBytes(US_ASCII);

    @Nested
    class What_is_wrapped {

        private final MasterKeys keys = MasterKeys.parse(OLD);

        @Test
        void is_unwrapped_for_the_same_tenant() {
            assertThat(keys.unwrap("ten_1", keys.wrap("ten_1", DATA_KEY))).isEqualTo(DATA_KEY);
        }

        @Test
        void does_not_show_the_key_and_never_looks_the_same() {
            var wrapped = keys.wrap("ten_1", DATA_KEY);

            assertThat(wrapped).isNotEqualTo(keys.wrap("ten_1", DATA_KEY));
            assertThat(new String(wrapped, US_ASCII))
                    .doesNotContain(new String(DATA_KEY, US_ASCII));
        }

        @Test
        void opens_for_no_other_tenant() {
            var wrapped = keys.wrap("ten_1", DATA_KEY);

            assertThatThrownBy(() -> keys.unwrap("ten_2", wrapped))
                    .isInstanceOf(SecrecyException.class)
                    .hasMessage("the data key of ten_2 is damaged");
        }

        @Test
        void does_not_open_when_it_was_changed() {
            var wrapped = keys.wrap("ten_1", DATA_KEY);
            wrapped[wrapped.length - 1] ^= 1;

            assertThatThrownBy(() -> keys.unwrap("ten_1", wrapped))
                    .isInstanceOf(SecrecyException.class)
                    .hasMessage("the data key of ten_1 is damaged");
        }
    }

    @Nested
    class After_a_rotation {

        private final MasterKeys before = MasterKeys.parse(OLD);
        private final MasterKeys after = MasterKeys.parse(NEW + "," + OLD);

        @Test
        void old_wraps_open_still() {
            assertThat(after.unwrap("ten_1", before.wrap("ten_1", DATA_KEY))).isEqualTo(DATA_KEY);
        }

        @Test
        void the_newest_key_wraps() {
            var wrapped = after.wrap("ten_1", DATA_KEY);

            assertThat(MasterKeys.parse(NEW).unwrap("ten_1", wrapped)).isEqualTo(DATA_KEY);
        }

        @Test
        void old_wraps_are_told_from_new_ones() {
            assertThat(after.isNewest(before.wrap("ten_1", DATA_KEY))).isFalse();
            assertThat(after.isNewest(after.wrap("ten_1", DATA_KEY))).isTrue();
        }

        @Test
        void a_key_given_up_too_early_is_said_to_be_missing() {
            var wrapped = before.wrap("ten_1", DATA_KEY);

            assertThatThrownBy(() -> MasterKeys.parse(NEW).unwrap("ten_1", wrapped))
                    .isInstanceOf(SecrecyException.class)
                    .hasMessage(
                            "the data key of ten_1 was wrapped by a master key that is not here");
        }
    }

    @Nested
    class The_text {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                    "__--AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                })
        void is_url_safe_base64_with_or_without_padding(String text) {
            assertThat(MasterKeys.parse(text).wrap("ten_1", DATA_KEY)).isNotEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "hunter2",
                    "hunter2AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                    "hunter2AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                    "hunter2+AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                    "hunter2AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA,",
                    "hunter2AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA,hunter2",
                })
        void is_not_shown_when_it_is_malformed(String text) {
            assertThatThrownBy(() -> MasterKeys.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a master key is malformed: expected URL-safe base64 of 32 bytes")
                    .hasNoCause();
        }
    }
}
