package io.voc.tenancy.kit.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashMap;
import java.util.Map;

class EnvironmentVariablesTest {

    private static final Map<String, String> REQUIRED =
            Map.of(
                    "DATABASE_URL", "postgres://app:secret@db.example:5433/tenancy",
                    "REDIS_URL", "redis://redis.example:6379",
                    "KAFKA_BROKERS", "kafka-1.example:9092,kafka-2.example:9092",
                    "JWT_SECRET", "0123456789abcdef0123456789abcdef",
                    "INTERNAL_TOKEN_KEY", "fedcba9876543210fedcba9876543210",
                    "MASTER_KEY", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");

    @Nested
    class Each_process {

        private final Map<String, String> gateway =
                Map.of(
                        "REDIS_URL", "redis://redis.example:6379",
                        "JWT_SECRET", "0123456789abcdef0123456789abcdef",
                        "INTERNAL_TOKEN_KEY", "fedcba9876543210fedcba9876543210",
                        "COMMAND_URL", "http://command.example:8080",
                        "QUERY_URL", "http://a.example:8080,http://b.example:8080");

        @ParameterizedTest
        @ValueSource(strings = {"query.example", "//query.example", "http://a.example,", "a:80"})
        void finds_the_sides_at_well_formed_addresses(String urls) {
            var environment = new HashMap<>(gateway);
            environment.put("QUERY_URL", urls);

            assertThatThrownBy(() ->
                            EnvironmentVariables.toProperties(ProcessKind.GATEWAY, environment))
                    .hasMessageStartingWith("QUERY_URL is malformed: expected http://host:8080");
        }

        @Test
        void asks_only_for_what_it_needs() {
            assertThat(EnvironmentVariables.toProperties(ProcessKind.GATEWAY, gateway))
                    .containsEntry(
                            "tenancy.query-url", "http://a.example:8080,http://b.example:8080")
                    .doesNotContainKey("spring.datasource.url");
            assertThatThrownBy(() ->
                            EnvironmentVariables.toProperties(ProcessKind.QUERY_SIDE, gateway))
                    .hasMessageStartingWith("DATABASE_URL is missing: expected ");
            assertThatThrownBy(
                            () -> EnvironmentVariables.toProperties(ProcessKind.GATEWAY, REQUIRED))
                    .hasMessageStartingWith("COMMAND_URL is missing: expected http://host:8080");
        }
    }

    @Nested
    class Tokens_are_signed {

        @Test
        void by_an_issuer_in_place_of_a_secret() {
            var environment = new HashMap<>(REQUIRED);
            environment.remove("JWT_SECRET");
            environment.put("JWT_ISSUER_URI", "https://issuer.example/realms/voc");

            assertThat(EnvironmentVariables.toProperties(ProcessKind.STANDALONE, environment))
                    .containsEntry("tenancy.jwt-issuer-uri", "https://issuer.example/realms/voc")
                    .doesNotContainKey("tenancy.jwt-secret");
        }

        @Test
        void never_by_both() {
            assertThatThrownBy(() -> with("JWT_ISSUER_URI", "https://issuer.example"))
                    .isInstanceOf(InvalidEnvironmentException.class)
                    .hasMessage(
                            "JWT_ISSUER_URI is set together with JWT_SECRET: expected one of them");
        }

        @ParameterizedTest
        @ValueSource(strings = {"issuer.example", "ftp://issuer.example", "https://", "::"})
        void by_an_issuer_with_a_well_formed_address(String issuer) {
            var environment = new HashMap<>(REQUIRED);
            environment.remove("JWT_SECRET");
            environment.put("JWT_ISSUER_URI", issuer);

            assertThatThrownBy(() ->
                            EnvironmentVariables.toProperties(ProcessKind.STANDALONE, environment))
                    .hasMessageStartingWith("JWT_ISSUER_URI is malformed: expected https://");
        }
    }

    @Nested
    class What_is_not_set {

        @Test
        void has_a_default_where_there_is_a_sensible_one() {
            assertThat(EnvironmentVariables.toProperties(ProcessKind.STANDALONE, REQUIRED))
                    .containsEntry("server.address", "0.0.0.0")
                    .containsEntry("server.port", "8080")
                    .containsEntry("spring.grpc.server.port", "9090")
                    .containsEntry("logging.level.io.voc.tenancy", "info");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        DATABASE_URL  | postgres://user:password@host:5432/db
                        REDIS_URL     | redis://[user:password@]host:6379
                        KAFKA_BROKERS | host:port, several separated by commas
                        JWT_SECRET    | at least 32 bytes
                        INTERNAL_TOKEN_KEY | at least 32 bytes
                        MASTER_KEY    | one or several base64 keys of 32 bytes, newest first, separated by commas
                        """)
        void stops_the_start_and_is_named_with_what_is_expected(String name, String expected) {
            var environment = new HashMap<>(REQUIRED);
            environment.remove(name);

            assertThatThrownBy(() ->
                            EnvironmentVariables.toProperties(ProcessKind.STANDALONE, environment))
                    .isInstanceOf(InvalidEnvironmentException.class)
                    .hasMessageStartingWith(name + " is missing: expected ")
                    .hasMessageContaining(expected);
        }

        @Test
        void may_as_well_be_blank() {
            assertThat(with("SERVER_PORT", "  ")).containsEntry("server.port", "8080");
            assertThatThrownBy(() -> with("JWT_SECRET", "  "))
                    .hasMessageStartingWith("JWT_SECRET is missing");
        }
    }

    @Nested
    class What_is_malformed {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        SERVER_HOST   | not a host                   | a host name or address
                        SERVER_PORT   | http                         | a port from 0 to 65535
                        SERVER_PORT   | 65536                        | a port from 0 to 65535
                        SERVER_PORT   | -1                           | a port from 0 to 65535
                        GRPC_PORT     | 90.90                        | a port from 0 to 65535
                        DATABASE_URL  | db.example:5432/tenancy      | postgres://
                        DATABASE_URL  | mysql://app:pw@db/tenancy    | postgres://
                        DATABASE_URL  | postgres://db/tenancy        | postgres://
                        DATABASE_URL  | postgres://app@db/tenancy    | postgres://
                        DATABASE_URL  | postgres://app:pw@db         | postgres://
                        DATABASE_URL  | postgres://app:pw@db/        | postgres://
                        DATABASE_URL  | postgres://app:p%zz@db/x     | postgres://
                        REDIS_URL     | redis.example:6379           | redis://
                        REDIS_URL     | http://redis.example         | redis://
                        KAFKA_BROKERS | kafka.example                | host:port
                        KAFKA_BROKERS | kafka-1:9092,kafka-2         | host:port
                        KAFKA_BROKERS | kafka-1:9092, kafka-2:9092   | host:port
                        KAFKA_REPLICAS | 0                           | how many replicas
                        KAFKA_REPLICAS | three                       | how many replicas
                        LOG_LEVEL     | verbose                      | one of error, warn, info
                        LOG_LEVEL     | INFO                         | one of error, warn, info
                        JWT_SECRET    | 0123456789abcdef0123456789a  | at least 32 bytes
                        TENANT_RATE_LIMIT | -1                       | requests per second from 1 to 1000000, or 0
                        TENANT_RATE_LIMIT | 1000001                  | requests per second from 1 to 1000000, or 0
                        BAD_KEY_LIMIT | 0                            | bad keys per minute and address
                        MASTER_KEY    | AAAAAAAAAAAAAAAAAAAAAAAAAAAA | one or several base64 keys
                        MASTER_KEY    | AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA,  | one or several base64 keys
                        MASTER_KEY    | AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+   | one or several base64 keys
                        """)
        void stops_the_start_and_is_named_with_what_is_expected(
                String name, String value, String expected) {
            assertThatThrownBy(() -> with(name, value))
                    .isInstanceOf(InvalidEnvironmentException.class)
                    .hasMessageStartingWith(name + " is malformed: expected " + expected)
                    .hasMessageNotContaining("\n");
        }

        @ParameterizedTest
        @CsvSource({
            "DATABASE_URL, postgres://app:hunter2@",
            "DATABASE_URL, postgres://app:hunter2 x@db/tenancy",
            "REDIS_URL, http://default:hunter2@redis.example",
            "REDIS_URL, hunter2",
            "REDIS_URL, redis://default:hunter2 x@redis.example",
            "JWT_SECRET, hunter2",
            "MASTER_KEY, hunter2",
        })
        void is_not_shown_for_it_may_be_a_secret(String name, String value) {
            assertThatThrownBy(() -> with(name, value))
                    .isInstanceOf(InvalidEnvironmentException.class)
                    .hasMessageNotContaining("hunter2")
                    .hasNoCause();
        }
    }

    @Nested
    class The_database {

        @ParameterizedTest
        @ValueSource(strings = {"postgres", "postgresql"})
        void is_given_in_the_form_of_libpq(String scheme) {
            assertThat(database(scheme + "://app:secret@db.example:5433/tenancy"))
                    .containsEntry(
                            "spring.datasource.url", "jdbc:postgresql://db.example:5433/tenancy")
                    .containsEntry("spring.datasource.username", "app")
                    .containsEntry("spring.datasource.password", "secret");
        }

        @Test
        void is_at_port_5432_unless_told() {
            assertThat(database("postgres://app:secret@db.example/tenancy"))
                    .containsEntry(
                            "spring.datasource.url", "jdbc:postgresql://db.example:5432/tenancy");
        }

        @Test
        void keeps_its_parameters() {
            assertThat(database("postgres://app:secret@db.example/tenancy?sslmode=require"))
                    .containsEntry(
                            "spring.datasource.url",
                            "jdbc:postgresql://db.example:5432/tenancy?sslmode=require");
        }

        @Test
        void may_have_an_address_of_ipv6() {
            assertThat(database("postgres://app:secret@[::1]:5433/tenancy"))
                    .containsEntry("spring.datasource.url", "jdbc:postgresql://[::1]:5433/tenancy");
        }

        @ParameterizedTest
        @CsvSource({
            "p%40ss%3Aw%2Frd%25, p@ss:w/rd%",
            "sch%C3%B6n, schön",
            "two:parts, two:parts",
            "one+one, one+one",
            "one%2Bone, one+one",
        })
        void has_a_password_that_may_be_percent_encoded(String encoded, String password) {
            assertThat(database("postgres://app:" + encoded + "@db.example/tenancy"))
                    .containsEntry("spring.datasource.password", password);
        }

        @Test
        void has_a_user_that_may_be_percent_encoded() {
            assertThat(database("postgres://app%40tenancy+eu:secret@db.example/tenancy"))
                    .containsEntry("spring.datasource.username", "app@tenancy+eu");
        }

        @Test
        void is_given_in_the_form_of_jdbc() {
            var url = "jdbc:postgresql://db.example:5432/tenancy?user=app&password=p+w";

            assertThat(database(url))
                    .containsEntry("spring.datasource.url", url)
                    .doesNotContainKeys("spring.datasource.username", "spring.datasource.password");
        }

        private static Map<String, Object> database(String url) {
            return with("DATABASE_URL", url);
        }
    }

    @Nested
    class What_is_set {

        @ParameterizedTest
        @CsvSource({
            "SERVER_HOST, 127.0.0.1, server.address",
            "SERVER_HOST, ::1, server.address",
            "SERVER_PORT, 0, server.port",
            "SERVER_PORT, 65535, server.port",
            "GRPC_PORT, 19090, spring.grpc.server.port",
            "REDIS_URL, rediss://default:secret@redis.example:6380, tenancy.redis-url",
            "KAFKA_BROKERS, kafka.example:9092, spring.kafka.bootstrap-servers",
            "KAFKA_REPLICAS, 3, tenancy.kafka-replicas",
            "TENANT_RATE_LIMIT, 0, tenancy.tenant-rate-limit",
            "BAD_KEY_LIMIT, 1, tenancy.bad-key-limit",
            "LOG_LEVEL, trace, logging.level.io.voc.tenancy",
            "JWT_SECRET, ääääääääääääääää, tenancy.jwt-secret",
            "MASTER_KEY, __--AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=, tenancy.master-key",
        })
        void becomes_a_property(String name, String value, String property) {
            assertThat(with(name, value)).containsEntry(property, value);
        }

        @Test
        void may_be_several_master_keys() {
            var keys = "A".repeat(43) + "," + "B".repeat(42) + "A=";

            assertThat(with("MASTER_KEY", keys)).containsEntry("tenancy.master-key", keys);
        }

        @Test
        void is_taken_without_the_space_around_it() {
            assertThat(with("SERVER_PORT", " 8081\n")).containsEntry("server.port", "8081");
        }

        @Test
        void tells_of_this_system_more_than_of_its_libraries() {
            assertThat(with("LOG_LEVEL", "info")).containsEntry("logging.level.root", "warn");
            assertThat(with("LOG_LEVEL", "trace"))
                    .as("libraries would log requests with keys and tokens in them")
                    .containsEntry("logging.level.root", "warn")
                    .containsEntry("logging.level.io.voc.tenancy", "trace");
        }
    }

    private static Map<String, Object> with(String name, String value) {
        var environment = new HashMap<>(REQUIRED);
        environment.put(name, value);
        return EnvironmentVariables.toProperties(ProcessKind.STANDALONE, environment);
    }
}
