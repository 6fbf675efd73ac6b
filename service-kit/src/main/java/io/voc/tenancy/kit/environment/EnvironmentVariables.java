package io.voc.tenancy.kit.environment;

import org.jspecify.annotations.Nullable;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The environment variables that a process understands, and the properties that they become. */
public final class EnvironmentVariables {

    private static final String JWT_SECRET = "JWT_SECRET";
    private static final String JWT_ISSUER_URI = "JWT_ISSUER_URI";
    private static final String URLS = "http://host:8080, several nodes separated by commas";

    private static final List<Variable> VARIABLES =
            List.of(
                    new Variable(
                            "SERVER_HOST",
                            "0.0.0.0",
                            "a host name or address",
                            ProcessKind.SERVERS,
                            VariableValues::serverAddress),
                    new Variable(
                            "SERVER_PORT",
                            "8080",
                            "a port from 0 to 65535",
                            ProcessKind.SERVERS,
                            port -> Map.of("server.port", VariableValues.port(port))),
                    new Variable(
                            "GRPC_HOST",
                            "",
                            "a host name or address",
                            ProcessKind.INNER,
                            VariableValues::grpcAddress),
                    new Variable(
                            "GRPC_PORT",
                            "9090",
                            "a port from 0 to 65535",
                            ProcessKind.INNER,
                            port -> Map.of("spring.grpc.server.port", VariableValues.port(port))),
                    new Variable(
                            "DATABASE_URL",
                            null,
                            "postgres://user:password@host:5432/db or jdbc:postgresql://host:5432/db?user=…&password=…",
                            EnumSet.of(
                                    ProcessKind.STANDALONE,
                                    ProcessKind.COMMAND_SIDE,
                                    ProcessKind.QUERY_SIDE,
                                    ProcessKind.MIGRATION),
                            VariableValues::database),
                    new Variable(
                            "REDIS_URL",
                            null,
                            "redis://[user:password@]host:6379",
                            ProcessKind.SERVERS,
                            VariableValues::redis),
                    new Variable(
                            "KAFKA_BROKERS",
                            null,
                            "host:port, several separated by commas",
                            EnumSet.of(ProcessKind.STANDALONE, ProcessKind.COMMAND_SIDE),
                            VariableValues::brokers),
                    new Variable(
                            "KAFKA_REPLICAS",
                            "",
                            "how many replicas the lifecycle stream has, from 1 to 100",
                            EnumSet.of(ProcessKind.STANDALONE, ProcessKind.COMMAND_SIDE),
                            VariableValues::kafkaReplicas),
                    new Variable(
                            "LOG_LEVEL",
                            "info",
                            "one of error, warn, info, debug, trace",
                            ProcessKind.SERVERS,
                            VariableValues::logLevel),
                    new Variable(
                            JWT_SECRET,
                            null,
                            "at least 32 bytes, or " + JWT_ISSUER_URI + " in its place",
                            ProcessKind.SERVERS,
                            VariableValues::jwtSecret),
                    new Variable(
                            JWT_ISSUER_URI,
                            null,
                            "https://issuer.example, whose keys are found by OpenID Connect discovery",
                            ProcessKind.SERVERS,
                            VariableValues::jwtIssuer),
                    new Variable(
                            "INTERNAL_TOKEN_KEY",
                            null,
                            "at least 32 bytes, the same for all processes",
                            ProcessKind.SERVERS,
                            VariableValues::internalTokenKey),
                    new Variable(
                            "MASTER_KEY",
                            null,
                            "one or several base64 keys of 32 bytes, newest first, separated by commas",
                            ProcessKind.INNER,
                            VariableValues::masterKey),
                    new Variable(
                            "PURGE_RETENTION",
                            "P30D",
                            "how long deleted tenants are kept, such as P30D or PT12H",
                            EnumSet.of(ProcessKind.STANDALONE, ProcessKind.COMMAND_SIDE),
                            VariableValues::purgeRetention),
                    new Variable(
                            "REQUEST_ID_DAYS",
                            "7",
                            "for how many days a requestId counts once, from 7 to 35",
                            EnumSet.of(ProcessKind.STANDALONE, ProcessKind.COMMAND_SIDE),
                            VariableValues::requestIdDays),
                    new Variable(
                            "KEY_CACHE_SIZE",
                            "100000",
                            "how many API keys a node remembers, from 1 to 100000000",
                            EnumSet.of(ProcessKind.STANDALONE, ProcessKind.QUERY_SIDE),
                            VariableValues::keyCacheSize),
                    new Variable(
                            "METRICS_FILE",
                            "",
                            "a file like the shipped metrics.yaml",
                            ProcessKind.INNER,
                            VariableValues::metricsFile),
                    new Variable(
                            "WORKFLOWS_FILE",
                            "",
                            "a file like the shipped workflows.yaml",
                            EnumSet.of(ProcessKind.STANDALONE, ProcessKind.COMMAND_SIDE),
                            VariableValues::workflowsFile),
                    new Variable(
                            "LOOKUP_CACHE",
                            "",
                            "a size such as 64MB or 1GB",
                            EnumSet.of(ProcessKind.STANDALONE, ProcessKind.QUERY_SIDE),
                            VariableValues::lookupCache),
                    new Variable(
                            "TENANT_RATE_LIMIT",
                            "1000",
                            "requests per second from 1 to 1000000, or 0 for no limit",
                            EnumSet.of(ProcessKind.STANDALONE, ProcessKind.GATEWAY),
                            limit ->
                                    Map.of(
                                            "tenancy.tenant-rate-limit",
                                            VariableValues.rate(limit))),
                    new Variable(
                            "BAD_KEY_LIMIT",
                            "100",
                            "bad keys per minute and address from 1 to 1000000",
                            EnumSet.of(ProcessKind.STANDALONE, ProcessKind.GATEWAY),
                            limit -> Map.of("tenancy.bad-key-limit", VariableValues.limit(limit))),
                    new Variable(
                            "COMMAND_URL",
                            null,
                            URLS,
                            EnumSet.of(ProcessKind.GATEWAY),
                            urls -> Map.of("tenancy.command-url", VariableValues.urls(urls))),
                    new Variable(
                            "QUERY_URL",
                            null,
                            URLS,
                            EnumSet.of(ProcessKind.GATEWAY),
                            urls -> Map.of("tenancy.query-url", VariableValues.urls(urls))));

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
