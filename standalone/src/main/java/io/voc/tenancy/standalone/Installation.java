package io.voc.tenancy.standalone;

import io.voc.tenancy.kit.environment.InvalidEnvironmentException;
import io.voc.tenancy.kit.environment.ProcessKind;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Where a local installation keeps its data and listens. */
record Installation(Map<String, String> environment) {

    static final int POSTGRES_PORT = 15_432;
    static final int REDIS_PORT = 16_379;
    static final int KAFKA_PORT = 19_092;

    private static final int MAX_PORT = 65_535;

    static Installation ofThisProcess() {
        return new Installation(System.getenv());
    }

    Path data() {
        return Path.of(variable("DATA_DIR").orElse("data")).toAbsolutePath().normalize();
    }

    Secrets secrets() {
        return new Secrets(data().resolve("secrets"));
    }

    String host() {
        return variable("SERVER_HOST").orElse("0.0.0.0");
    }

    /**
     * Makes tokens that this installation accepts.
     *
     * @throws CommandFailedException when there is no installation, or when others make its tokens
     */
    TokenMint tokenMint() {
        variable("JWT_ISSUER_URI")
                .ifPresent(issuer -> {
                    throw new CommandFailedException(
                            "tokens come from the issuer "
                                    + issuer
                                    + " (JWT_ISSUER_URI): ask there for one");
                });
        var secret =
                variable("JWT_SECRET")
                        .or(() -> secrets().read(Secrets.JWT_SECRET))
                        .orElseThrow(() ->
                                new CommandFailedException(
                                        "there is no installation in "
                                                + data()
                                                + ": run ./tenant-manager start first, or set"
                                                + " JWT_SECRET"));
        return new TokenMint(secret, Clock.systemUTC());
    }

    int httpPort() {
        return port("SERVER_PORT", 8080);
    }

    int grpcPort() {
        return port("GRPC_PORT", 9090);
    }

    /** Where the command side answers gRPC when it is a process of its own. */
    int commandGrpcPort() {
        return port("COMMAND_GRPC_PORT", 9091);
    }

    /** The program of a process: beside this one's own, or where {@code JARS} says. */
    Program program(ProcessKind process) {
        var folder =
                variable("JARS")
                        .map(Path::of)
                        .orElseGet(() -> modules().resolve(Path.of(process.title(), "target")));
        var program = Program.in(folder, process.title() + "-exec");
        if (!program.exists()) {
            throw new CommandFailedException(
                    program.jar()
                            + " is not there: build it, or set JARS to the folder of programs");
        }
        return program;
    }

    /**
     * The folder of this program's modules, when it runs from {@code standalone/target/standalone}.
     */
    private static Path modules() {
        return Program.ofThisProcess().jar().resolve("../../../..");
    }

    int postgresPort() {
        return port("EMBEDDED_POSTGRES_PORT", POSTGRES_PORT);
    }

    int redisPort() {
        return port("EMBEDDED_REDIS_PORT", REDIS_PORT);
    }

    int kafkaPort() {
        return port("EMBEDDED_KAFKA_PORT", KAFKA_PORT);
    }

    String kafkaBrokers() {
        return variable("KAFKA_BROKERS").orElseGet(() -> "127.0.0.1:" + kafkaPort());
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    private int port(String name, int byDefault) {
        try {
            int port = variable(name).map(Integer::parseInt).orElse(byDefault);
            if (port >= 0 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException _) {
            // told below, with the range
        }
        throw new InvalidEnvironmentException(
                name + " is malformed: expected a port from 0 to " + MAX_PORT);
    }

    /** Without the environment, which holds secrets. */
    @Override
    public String toString() {
        return "Installation[" + data() + ']';
    }
}
