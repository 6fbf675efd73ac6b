package io.voc.tenancy.kit.environment;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The environment variables that a process understands, and the properties that they become. */
public final class EnvironmentVariables {

    private static final int SECRET_BYTES = 32;
    private static final int MAX_PORT = 65_535;
    private static final String HOST = "([^\\s,:/?#@\\[\\]]+|\\[[0-9a-fA-F:.]+])";
    private static final Pattern BROKERS = Pattern.compile(HOST + ":\\d+(," + HOST + ":\\d+)*");
    private static final Pattern MASTER_KEYS = Pattern.compile("[\\w-]{43}=?(,[\\w-]{43}=?)*");
    private static final Pattern DATABASE =
            Pattern.compile(
                    "postgres(?:ql)?://(?<user>[^:/@\\s]+):(?<password>[^/@\\s]*)@(?<host>"
                            + HOST
                            + ")(?::(?<port>\\d{1,5}))?/(?<name>[^/?#\\s]+)(?<query>\\?\\S*)?");

    private static final List<Variable> VARIABLES =
            List.of(
                    new Variable(
                            "SERVER_HOST",
                            "0.0.0.0",
                            "a host name or address",
                            EnvironmentVariables::serverAddress),
                    new Variable(
                            "SERVER_PORT",
                            "8080",
                            "a port from 0 to 65535",
                            port -> Map.of("server.port", port(port))),
                    new Variable(
                            "GRPC_PORT",
                            "9090",
                            "a port from 0 to 65535",
                            port -> Map.of("spring.grpc.server.port", port(port))),
                    new Variable(
                            "DATABASE_URL",
                            null,
                            "postgres://user:password@host:5432/db or jdbc:postgresql://host:5432/db?user=…&password=…",
                            EnvironmentVariables::database),
                    new Variable(
                            "REDIS_URL",
                            null,
                            "redis://[user:password@]host:6379",
                            EnvironmentVariables::redis),
                    new Variable(
                            "KAFKA_BROKERS",
                            null,
                            "host:port, several separated by commas",
                            EnvironmentVariables::brokers),
                    new Variable(
                            "LOG_LEVEL",
                            "info",
                            "one of error, warn, info, debug, trace",
                            EnvironmentVariables::logLevel),
                    new Variable(
                            "JWT_SECRET",
                            null,
                            "at least 32 bytes",
                            EnvironmentVariables::jwtSecret),
                    new Variable(
                            "MASTER_KEY",
                            null,
                            "one or several base64 keys of 32 bytes, newest first, separated by commas",
                            EnvironmentVariables::masterKey));

    private EnvironmentVariables() {}

    /**
     * The application properties for an environment.
     *
     * @throws InvalidEnvironmentException for the first variable that is missing or malformed
     */
    public static Map<String, Object> toProperties(Map<String, String> environment) {
        var properties = new LinkedHashMap<String, Object>();
        for (var variable : VARIABLES) {
            properties.putAll(variable.read(environment.get(variable.name())));
        }
        return properties;
    }

    private static Map<String, String> serverAddress(String host) {
        try {
            InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
        return Map.of("server.address", host, "spring.grpc.server.address", host);
    }

    private static String port(String text) {
        int port = Integer.parseInt(text);
        require(port >= 0 && port <= MAX_PORT);
        return text;
    }

    private static Map<String, String> database(String url) {
        if (url.startsWith("jdbc:postgresql:")) {
            return Map.of("spring.datasource.url", url);
        }
        var parts = DATABASE.matcher(url);
        require(parts.matches());
        var port = parts.group("port") == null ? "5432" : port(parts.group("port"));
        var query = parts.group("query") == null ? "" : parts.group("query");
        return Map.of(
                "spring.datasource.url",
                "jdbc:postgresql://"
                        + parts.group("host")
                        + ":"
                        + port
                        + "/"
                        + parts.group("name")
                        + query,
                "spring.datasource.username",
                decoded(parts.group("user")),
                "spring.datasource.password",
                decoded(parts.group("password")));
    }

    /** Undoes percent-encoding; a plus sign, which only forms take for a space, stays. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Map<String, String> redis(String url) {
        var uri = URI.create(url);
        require(List.of("redis", "rediss").contains(uri.getScheme()) && uri.getHost() != null);
        return Map.of("spring.data.redis.url", url);
    }

    private static Map<String, String> brokers(String brokers) {
        require(BROKERS.matcher(brokers).matches());
        return Map.of("spring.kafka.bootstrap-servers", brokers);
    }

    private static Map<String, String> logLevel(String level) {
        require(List.of("error", "warn", "info", "debug", "trace").contains(level));
        // libraries would log requests as they are, keys and tokens with them
        var ofLibraries = level.equals("error") ? "error" : "warn";
        return Map.of("logging.level.root", ofLibraries, "logging.level.io.voc.tenancy", level);
    }

    private static Map<String, String> jwtSecret(String secret) {
        require(secret.getBytes(StandardCharsets.UTF_8).length >= SECRET_BYTES);
        return Map.of("tenancy.jwt-secret", secret);
    }

    private static Map<String, String> masterKey(String keys) {
        require(MASTER_KEYS.matcher(keys).matches());
        return Map.of("tenancy.master-key", keys);
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException();
        }
    }

    private record Variable(
            String name,
            @Nullable String byDefault,
            String expected,
            Function<String, Map<String, String>> read) {

        Map<String, String> read(@Nullable String value) {
            var effective = value == null || value.isBlank() ? byDefault : value.strip();
            if (effective == null) {
                throw new InvalidEnvironmentException(name + " is missing: expected " + expected);
            }
            try {
                return read.apply(effective);
            } catch (IllegalArgumentException _) { // without its message: the value may be a secret
                throw new InvalidEnvironmentException(name + " is malformed: expected " + expected);
            }
        }
    }
}
