package io.voc.tenancy.kit.environment;

import io.voc.tenancy.kit.plan.MetricFile;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The environment variables that a process understands, and the properties that they become. */
public final class EnvironmentVariables {

    private static final int SECRET_BYTES = 32;
    private static final int MAX_PORT = 65_535;
    private static final String JWT_SECRET = "JWT_SECRET";
    private static final String JWT_ISSUER_URI = "JWT_ISSUER_URI";
    private static final String URLS = "http://host:8080, several nodes separated by commas";
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
                            ProcessKind.SERVERS,
                            EnvironmentVariables::serverAddress),
                    new Variable(
                            "SERVER_PORT",
                            "8080",
                            "a port from 0 to 65535",
                            ProcessKind.SERVERS,
                            port -> Map.of("server.port", port(port))),
                    new Variable(
                            "GRPC_HOST",
                            "",
                            "a host name or address",
                            ProcessKind.INNER,
                            EnvironmentVariables::grpcAddress),
                    new Variable(
                            "GRPC_PORT",
                            "9090",
                            "a port from 0 to 65535",
                            ProcessKind.INNER,
                            port -> Map.of("spring.grpc.server.port", port(port))),
                    new Variable(
                            "DATABASE_URL",
                            null,
                            "postgres://user:password@host:5432/db or jdbc:postgresql://host:5432/db?user=…&password=…",
                            EnumSet.of(
                                    ProcessKind.STANDALONE,
                                    ProcessKind.COMMAND_SIDE,
                                    ProcessKind.QUERY_SIDE,
                                    ProcessKind.MIGRATION),
                            EnvironmentVariables::database),
                    new Variable(
                            "REDIS_URL",
                            null,
                            "redis://[user:password@]host:6379",
                            ProcessKind.SERVERS,
                            EnvironmentVariables::redis),
                    new Variable(
                            "KAFKA_BROKERS",
                            null,
                            "host:port, several separated by commas",
                            EnumSet.of(ProcessKind.STANDALONE, ProcessKind.COMMAND_SIDE),
                            EnvironmentVariables::brokers),
                    new Variable(
                            "LOG_LEVEL",
                            "info",
                            "one of error, warn, info, debug, trace",
                            ProcessKind.SERVERS,
                            EnvironmentVariables::logLevel),
                    new Variable(
                            JWT_SECRET,
                            null,
                            "at least 32 bytes, or " + JWT_ISSUER_URI + " in its place",
                            ProcessKind.SERVERS,
                            EnvironmentVariables::jwtSecret),
                    new Variable(
                            JWT_ISSUER_URI,
                            null,
                            "https://issuer.example, whose keys are found by OpenID Connect discovery",
                            ProcessKind.SERVERS,
                            EnvironmentVariables::jwtIssuer),
                    new Variable(
                            "INTERNAL_TOKEN_KEY",
                            null,
                            "at least 32 bytes, the same for all processes",
                            ProcessKind.SERVERS,
                            EnvironmentVariables::internalTokenKey),
                    new Variable(
                            "MASTER_KEY",
                            null,
                            "one or several base64 keys of 32 bytes, newest first, separated by commas",
                            ProcessKind.INNER,
                            EnvironmentVariables::masterKey),
                    new Variable(
                            "PURGE_RETENTION",
                            "P30D",
                            "how long deleted tenants are kept, such as P30D or PT12H",
                            EnumSet.of(ProcessKind.STANDALONE, ProcessKind.COMMAND_SIDE),
                            EnvironmentVariables::purgeRetention),
                    new Variable(
                            "METRICS_FILE",
                            "",
                            "a file like the shipped metrics.yaml",
                            ProcessKind.INNER,
                            EnvironmentVariables::metricsFile),
                    new Variable(
                            "COMMAND_URL",
                            null,
                            URLS,
                            EnumSet.of(ProcessKind.GATEWAY),
                            urls -> Map.of("tenancy.command-url", urls(urls))),
                    new Variable(
                            "QUERY_URL",
                            null,
                            URLS,
                            EnumSet.of(ProcessKind.GATEWAY),
                            urls -> Map.of("tenancy.query-url", urls(urls))));

    private EnvironmentVariables() {}

    /**
     * The application properties for the environment of a process.
     *
     * @throws InvalidEnvironmentException for the first variable that is missing or malformed
     */
    public static Map<String, Object> toProperties(
            ProcessKind process, Map<String, String> environment) {
        var properties = new LinkedHashMap<String, Object>();
        for (var variable : VARIABLES) {
            if (variable.readBy().contains(process) && !isReplaced(variable, environment)) {
                properties.putAll(variable.read(environment.get(variable.name())));
            }
        }
        return properties;
    }

    /** Tokens are signed either with a secret or by an issuer. */
    private static boolean isReplaced(Variable variable, Map<String, String> environment) {
        var hasIssuer = isSet(environment, JWT_ISSUER_URI);
        if (hasIssuer && isSet(environment, JWT_SECRET)) {
            throw new InvalidEnvironmentException(
                    JWT_ISSUER_URI
                            + " is set together with "
                            + JWT_SECRET
                            + ": expected one of them");
        }
        return variable.name().equals(hasIssuer ? JWT_SECRET : JWT_ISSUER_URI);
    }

    private static boolean isSet(Map<String, String> environment, String name) {
        return !environment.getOrDefault(name, "").isBlank();
    }

    private static Map<String, String> serverAddress(String host) {
        return Map.of("server.address", address(host), "spring.grpc.server.address", host);
    }

    /** The server's, unless it has one of its own. */
    private static Map<String, String> grpcAddress(String host) {
        return host.isEmpty() ? Map.of() : Map.of("spring.grpc.server.address", address(host));
    }

    private static String address(String host) {
        try {
            InetAddress.getByName(host);
            return host;
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
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
        require(isOneOf(uri.getScheme(), "redis", "rediss") && uri.getHost() != null);
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

    private static Map<String, String> jwtIssuer(String issuer) {
        var uri = URI.create(issuer);
        require(isHttp(uri));
        return Map.of("tenancy.jwt-issuer-uri", issuer);
    }

    private static Map<String, String> internalTokenKey(String key) {
        require(key.getBytes(StandardCharsets.UTF_8).length >= SECRET_BYTES);
        return Map.of("tenancy.internal-token-key", key);
    }

    private static String urls(String urls) {
        for (var url : urls.split(",", -1)) {
            require(isHttp(URI.create(url.strip())));
        }
        return urls;
    }

    private static boolean isHttp(URI uri) {
        return isOneOf(uri.getScheme(), "http", "https") && uri.getHost() != null;
    }

    private static boolean isOneOf(@Nullable String scheme, String... schemes) {
        return Arrays.asList(schemes).contains(scheme); // which, unlike a List.of, bears null
    }

    private static Map<String, String> masterKey(String keys) {
        require(MASTER_KEYS.matcher(keys).matches());
        return Map.of("tenancy.master-key", keys);
    }

    private static Map<String, String> purgeRetention(String text) {
        try {
            require(!Duration.parse(text).isNegative());
            return Map.of("tenancy.purge-retention", text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Read here already, so that a fault in it is told like one of a variable. */
    private static Map<String, String> metricsFile(String file) {
        try {
            MetricFile.catalogue(file);
            return Map.of("tenancy.metrics-file", file);
        } catch (IllegalArgumentException e) { // holds no secret, and names the place
            throw new InvalidEnvironmentException(String.valueOf(e.getMessage()));
        }
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
            Set<ProcessKind> readBy,
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
