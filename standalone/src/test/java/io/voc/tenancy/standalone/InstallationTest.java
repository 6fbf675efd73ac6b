package io.voc.tenancy.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voc.tenancy.kit.environment.InvalidEnvironmentException;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.Map;

class InstallationTest {

    @Nested
    class With_nothing_set {

        private final Installation installation = new Installation(Map.of());

        @Test
        void keeps_its_data_in_the_working_directory() {
            assertThat(installation.data()).isEqualTo(Path.of("").toAbsolutePath().resolve("data"));
            assertThat(installation.secrets().folder())
                    .isEqualTo(installation.data().resolve("secrets"));
        }

        @Test
        void listens_where_the_documentation_says() {
            assertThat(installation.httpPort()).isEqualTo(8080);
            assertThat(installation.grpcPort()).isEqualTo(9090);
            assertThat(installation.postgresPort()).isEqualTo(15_432);
            assertThat(installation.redisPort()).isEqualTo(16_379);
            assertThat(installation.kafkaPort()).isEqualTo(19_092);
            assertThat(installation.kafkaBrokers()).isEqualTo("127.0.0.1:19092");
        }
    }

    @Nested
    class With_an_issuer {

        @Test
        void makes_no_tokens_and_says_who_does() {
            var installation = new Installation(Map.of("JWT_ISSUER_URI", "https://issuer.example"));

            assertThatThrownBy(installation::tokenMint)
                    .isInstanceOf(CommandFailedException.class)
                    .hasMessageContaining("https://issuer.example")
                    .hasMessageContaining("JWT_ISSUER_URI");
        }
    }

    @Nested
    class With_variables_set {

        @Test
        void goes_by_them() {
            var installation =
                    new Installation(
                            Map.of(
                                    "DATA_DIR", "/var/lib/tenancy/../data",
                                    "SERVER_PORT", " 8081 ",
                                    "GRPC_PORT", "0",
                                    "EMBEDDED_POSTGRES_PORT", "1",
                                    "EMBEDDED_REDIS_PORT", "2",
                                    "EMBEDDED_KAFKA_PORT", "65535"));

            assertThat(installation.data()).isEqualTo(Path.of("/var/lib/data"));
            assertThat(installation.httpPort()).isEqualTo(8081);
            assertThat(installation.grpcPort()).isZero();
            assertThat(installation.postgresPort()).isEqualTo(1);
            assertThat(installation.redisPort()).isEqualTo(2);
            assertThat(installation.kafkaBrokers()).isEqualTo("127.0.0.1:65535");
        }

        @Test
        void asks_the_brokers_that_are_named() {
            var installation = new Installation(Map.of("KAFKA_BROKERS", "kafka.example:9092"));

            assertThat(installation.kafkaBrokers()).isEqualTo("kafka.example:9092");
        }

        @Test
        void takes_a_blank_one_as_not_set() {
            var installation = new Installation(Map.of("SERVER_PORT", "  ", "JWT_SECRET", ""));

            assertThat(installation.httpPort()).isEqualTo(8080);
            assertThat(installation.variable("JWT_SECRET")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"http", "-1", "65536", "99999999999", "80.80"})
        void names_a_port_that_is_none(String port) {
            var installation = new Installation(Map.of("EMBEDDED_KAFKA_PORT", port));

            assertThatThrownBy(installation::kafkaPort)
                    .isInstanceOf(InvalidEnvironmentException.class)
                    .hasMessage(
                            "EMBEDDED_KAFKA_PORT is malformed: expected a port from 0 to 65535");
        }
    }
}
