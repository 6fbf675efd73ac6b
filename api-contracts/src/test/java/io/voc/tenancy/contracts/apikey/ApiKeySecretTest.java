package io.voc.tenancy.contracts.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class ApiKeySecretTest {

    /** Its checksum was computed by another implementation, so it pins what customers hold. */
    private static final String SAMPLE = "tm_test_0123456789ABCDEFGHIJKLMNOPQRSTUVW_0pRapv";

    private static final SecureRandom RANDOM = new SecureRandom();

    @Nested
    class A_new_secret {

        private final ApiKeySecret secret = ApiKeySecret.generate(ApiKeyEnvironment.LIVE, RANDOM);

        @ParameterizedTest
        @EnumSource
        void tells_its_environment_by_sight(ApiKeyEnvironment environment) {
            assertThat(ApiKeySecret.generate(environment, RANDOM).reveal())
                    .matches("tm_" + environment + "_[0-9A-Za-z]{33}_[0-9A-Za-z]{6}");
        }

        @Test
        void is_well_formed() {
            assertThat(ApiKeySecret.isWellFormed(secret.reveal())).isTrue();
        }

        @Test
        void is_like_no_other() {
            var many =
                    Stream.generate(() -> ApiKeySecret.generate(ApiKeyEnvironment.LIVE, RANDOM))
                            .limit(1000)
                            .map(ApiKeySecret::reveal);

            assertThat(many).doesNotHaveDuplicates();
        }

        @Test
        void is_recognised_by_its_beginning_and_its_end() {
            assertThat(secret.prefix())
                    .hasSize("tm_live_".length() + 4)
                    .isEqualTo(secret.reveal().substring(0, 12));
            assertThat(secret.last4()).hasSize(4);
            assertThat(secret.reveal()).endsWith(secret.last4());
        }

        @Test
        void prints_no_more_than_its_prefix() {
            assertThat(secret).hasToString(secret.prefix() + "…");
        }

        @Test
        void is_stored_as_its_digest() {
            assertThat(secret.digest()).isEqualTo(ApiKeySecret.digestOf(secret.reveal()));
        }
    }

    @Nested
    class The_random_part {

        @Test
        void keeps_its_length_at_the_smallest_number() {
            assertThat(secretOf(0x00)).isEqualTo("tm_live_" + "0".repeat(33) + "_0BMOpJ");
        }

        @Test
        void keeps_its_length_at_the_largest_number() {
            assertThat(secretOf(0xff))
                    .isEqualTo("tm_live_2lFA6LboL2xx0ldQH2K1TdSrwuqMMiME3_0quYTY");
        }

        private static String secretOf(int everyByte) {
            return ApiKeySecret.generate(ApiKeyEnvironment.LIVE, new Constant((byte) everyByte))
                    .reveal();
        }
    }

    @Nested
    class The_checksum {

        @Test
        void accepts_a_key_that_was_typed_right() {
            assertThat(ApiKeySecret.isWellFormed(SAMPLE)).isTrue();
        }

        @Test
        void catches_every_single_wrong_character() {
            var mistyped =
                    IntStream.range(0, SAMPLE.length())
                            .boxed()
                            .flatMap(ApiKeySecretTest::withAnotherCharacterAt);

            assertThat(mistyped).hasSizeGreaterThan(61 * 39).noneMatch(ApiKeySecret::isWellFormed);
        }

        @Test
        void catches_every_swap_of_neighbours() {
            var swapped =
                    IntStream.range(0, SAMPLE.length() - 1)
                            .mapToObj(ApiKeySecretTest::withNeighboursSwapped)
                            .filter(text -> !text.equals(SAMPLE));

            assertThat(swapped).hasSizeGreaterThan(40).noneMatch(ApiKeySecret::isWellFormed);
        }
    }

    @Nested
    class The_form {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "tm_test_",
                    "TM_TEST_0123456789ABCDEFGHIJKLMNOPQRSTUVW_0pRapv",
                    "tm_prod_0123456789ABCDEFGHIJKLMNOPQRSTUVW_0pRapv",
                    "tm_test_0123456789ABCDEFGHIJKLMNOPQRSTUVW_0pRap",
                    "tm_test_0123456789ABCDEFGHIJKLMNOPQRSTUVW_0pRapvv",
                    "tm_test_0123456789ABCDEFGHIJKLMNOPQRSTUVW",
                    " tm_test_0123456789ABCDEFGHIJKLMNOPQRSTUVW_0pRapv",
                    "tm_test_0123456789ABCDEFGHIJKLMNOPQRSTUVW_0pRapv\n",
                })
        void refuses_what_is_no_key(String text) {
            assertThat(ApiKeySecret.isWellFormed(text)).isFalse();
        }
    }

    @Nested
    class The_digest {

        @Test
        void is_sha_256_in_lower_case_hex() { // the test vector of FIPS 180-4
            assertThat(ApiKeySecret.digestOf("abc"))
                    .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        }
    }

    private static Stream<String> withAnotherCharacterAt(int position) {
        return "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_"
                .chars()
                .filter(other -> other != SAMPLE.charAt(position))
                .mapToObj(other -> {
                    var text = new StringBuilder(SAMPLE);
                    text.setCharAt(position, (char) other);
                    return text.toString();
                });
    }

    private static String withNeighboursSwapped(int position) {
        var text = new StringBuilder(SAMPLE);
        text.setCharAt(position, SAMPLE.charAt(position + 1));
        text.setCharAt(position + 1, SAMPLE.charAt(position));
        return text.toString();
    }

    /** Randomness at its edges. */
    private static final class Constant extends SecureRandom {

        private final byte value;

        Constant(byte value) {
            this.value = value;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            Arrays.fill(bytes, value);
        }
    }
}
