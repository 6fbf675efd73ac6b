package io.voc.tenancy.kit.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.UUID;

class CorrelationTest {

    @AfterEach
    void end() {
        Correlation.end();
    }

    @Nested
    class Within_a_request {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "x",
                    "01890a5d-ac96-774b-bcce-b302099a8057",
                    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                    "order:4711.retry_2",
                })
        void the_callers_correlation_id_goes_on(String fromCaller) {
            Correlation.begin(fromCaller);

            assertThat(Correlation.correlationId()).isEqualTo(fromCaller);
            assertThat(Correlation.requestId()).isNotEqualTo(fromCaller);
        }

        @ParameterizedTest
        @NullSource
        @ValueSource(strings = {"", " ", "two words", "line\nbreak", "${jndi:ldap}", "ä", "a/b"})
        void without_an_acceptable_one_the_request_id_stands_in(@Nullable String fromCaller) {
            Correlation.begin(fromCaller);

            assertThat(Correlation.correlationId()).isEqualTo(Correlation.requestId());
        }

        @Test
        void a_correlation_id_has_at_most_128_characters() {
            Correlation.begin("a".repeat(128));
            assertThat(Correlation.correlationId()).isEqualTo("a".repeat(128));

            Correlation.begin("a".repeat(129));
            assertThat(Correlation.correlationId()).isEqualTo(Correlation.requestId());
        }

        @Test
        void every_request_has_an_id_of_its_own() {
            Correlation.begin("same");
            var first = Correlation.requestId();
            Correlation.begin("same");

            assertThat(Correlation.requestId()).isNotEqualTo(first);
            assertThat(UUID.fromString(first)).hasToString(first);
        }
    }

    @Nested
    class Outside_of_one {

        @Test
        void there_is_none() {
            assertThat(Correlation.requestId()).isEqualTo("none");
            assertThat(Correlation.correlationId()).isEqualTo("none");
        }

        @Test
        void there_is_none_once_it_has_ended() {
            Correlation.begin("mine");
            Correlation.end();

            assertThat(Correlation.requestId()).isEqualTo("none");
            assertThat(Correlation.correlationId()).isEqualTo("none");
        }
    }
}
