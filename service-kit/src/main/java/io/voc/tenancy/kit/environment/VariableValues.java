package io.voc.tenancy.kit.environment;

import io.voc.tenancy.kit.onboarding.WorkflowFile;
import io.voc.tenancy.kit.plan.MetricFile;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What the values of variables must be, and the properties that they become. */
final class VariableValues {

    private static final int SECRET_BYTES = 32;
    private static final int MAX_PORT = 65_535;
    private static final int MOST_REPLICAS = 100;
    private static final int MOST_KEYS = 100_000_000;
    private static final int HIGHEST_RATE = 1_000_000;
    private static final int FEWEST_DAYS = 7;
    private static final int MOST_DAYS = 35;
    private static final String HOST = "([^\\s,:/?#@\\[\\]]+|\\[[0-9a-fA-F:.]+])";
    private static final Pattern BROKERS = Pattern.compile(HOST + ":\\d+(," + HOST + ":\\d+)*");
    private static final Pattern MASTER_KEYS = Pattern.compile("[\\w-]{43}=?(,[\\w-]{43}=?)*");
    private static final Pattern DATABASE =
            Pattern.compile(
                    "postgres(?:ql)?://(?<user>[^:/@\\s]+):(?<password>[^/@\\s]*)@(?<host>"
                            + HOST
                            + ")(?::(?<port>\\d{1,5}))?/(?<name>[^/?#\\s]+)(?<query>\\?\\S*)?");

    private VariableValues() {}

    static Map<String, String> serverAddress(String host) {
        return Map.of("server.address", address(host), "spring.grpc.server.address", host);
    }

    /** The server's, unless it has one of its own. */
    static Map<String, String> grpcAddress(String host) {
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

    static String port(String text) {
        int port = Integer.parseInt(text);
        require(port >= 0 && port <= MAX_PORT);
        return text;
    }

    static Map<String, String> database(String url) {
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

    static Map<String, String> redis(String url) {
        var uri = URI.create(url);
        require(isOneOf(uri.getScheme(), "redis", "rediss") && uri.getHost() != null);
        return Map.of("tenancy.redis-url", url);
    }

    static Map<String, String> brokers(String brokers) {
        require(BROKERS.matcher(brokers).matches());
        return Map.of("spring.kafka.bootstrap-servers", brokers);
    }

    static Map<String, String> logLevel(String level) {
        require(List.of("error", "warn", "info", "debug", "trace").contains(level));
        // libraries would log requests as they are, keys and tokens with them
        var ofLibraries = level.equals("error") ? "error" : "warn";
        return Map.of("logging.level.root", ofLibraries, "logging.level.io.voc.tenancy", level);
    }

    static Map<String, String> jwtSecret(String secret) {
        require(secret.getBytes(StandardCharsets.UTF_8).length >= SECRET_BYTES);
        return Map.of("tenancy.jwt-secret", secret);
    }

    static Map<String, String> jwtIssuer(String issuer) {
        var uri = URI.create(issuer);
        require(isHttp(uri));
        return Map.of("tenancy.jwt-issuer-uri", issuer);
    }

    static Map<String, String> internalTokenKey(String key) {
        require(key.getBytes(StandardCharsets.UTF_8).length >= SECRET_BYTES);
        return Map.of("tenancy.internal-token-key", key);
    }

    static String urls(String urls) {
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

    static Map<String, String> masterKey(String keys) {
        require(MASTER_KEYS.matcher(keys).matches());
        return Map.of("tenancy.master-key", keys);
    }

    static Map<String, String> purgeRetention(String text) {
        try {
            require(!Duration.parse(text).isNegative());
            return Map.of("tenancy.purge-retention", text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static Map<String, String> requestIdDays(String text) {
        var days = Integer.parseInt(text);
        require(days >= FEWEST_DAYS && days <= MOST_DAYS);
        return Map.of("tenancy.request-id-days", text);
    }

    /** Empty leaves it to the broker. */
    static Map<String, String> kafkaReplicas(String text) {
        if (text.isEmpty()) {
            return Map.of();
        }
        var replicas = Integer.parseInt(text);
        require(replicas > 0 && replicas <= MOST_REPLICAS);
        return Map.of("tenancy.kafka-replicas", text);
    }

    static Map<String, String> keyCacheSize(String text) {
        var size = Integer.parseInt(text);
        require(size > 0 && size <= MOST_KEYS);
        return Map.of("tenancy.key-cache-size", text);
    }

    /** None at all is 0. */
    static String rate(String text) {
        return text.equals("0") ? text : limit(text);
    }

    static String limit(String text) {
        var limit = Integer.parseInt(text);
        require(limit > 0 && limit <= HIGHEST_RATE);
        return text;
    }

    /** A share of the heap, unless it is set. */
    static Map<String, String> lookupCache(String size) {
        if (size.isEmpty()) {
            return Map.of();
        }
        require(DataSize.parse(size).toBytes() > 0);
        return Map.of("tenancy.lookup-cache", size);
    }

    /** Read here already, so that a fault in it is told like one of a variable. */
    static Map<String, String> metricsFile(String file) {
        try {
            MetricFile.catalogue(file);
            return Map.of("tenancy.metrics-file", file);
        } catch (IllegalArgumentException e) { // holds no secret, and names the place
            throw new InvalidEnvironmentException(String.valueOf(e.getMessage()));
        }
    }

    /** Read here already, so that a fault in it is told like one of a variable. */
    static Map<String, String> workflowsFile(String file) {
        try {
            WorkflowFile.catalogue(file);
            return Map.of("tenancy.workflows-file", file);
        } catch (IllegalArgumentException e) { // holds no secret, and names the place
            throw new InvalidEnvironmentException(String.valueOf(e.getMessage()));
        }
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException();
        }
    }
}
