package io.voc.tenancy.standalone;

import org.springframework.util.FileSystemUtils;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Starts an installation that nobody else uses, has the demo use it, and ends it. */
final class TrialRun {

    /** What it shall know of the environment of this process. */
    private static final Set<String> KNOWN =
            Set.of("PATH", "HOME", "TMPDIR", "XDG_CACHE_HOME", "JARS", JavaProcess.OPTIONS);

    private static final List<String> PORTS =
            List.of(
                    "SERVER_PORT",
                    "GRPC_PORT",
                    "COMMAND_GRPC_PORT",
                    "EMBEDDED_POSTGRES_PORT",
                    "EMBEDDED_REDIS_PORT",
                    "EMBEDDED_KAFKA_PORT");

    private TrialRun() {}

    /**
     * Runs it so.
     *
     * @param program what the demo belongs to
     * @param java what Java is told to run it
     * @param start the arguments that start it
     * @throws CommandFailedException when it does not start, does not do its job or does not end
     */
    static void of(Program program, List<String> java, String... start) {
        try {
            var folder = Files.createTempDirectory("tenant-manager-trial");
            try {
                run(program, java, environment(folder), start);
            } finally {
                FileSystemUtils.deleteRecursively(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(
            Program program, List<String> java, Map<String, String> environment, String... start) {
        try (var installation = new JavaProcess(java, environment, start)) {
            installation.awaitSaid("is ready");
            try (var demo = new JavaProcess(program.with(), environment, "demo")) {
                demo.awaitSuccess();
            }
            installation.stop();
        }
    }

    private static Map<String, String> environment(Path folder) throws IOException {
        var environment = new HashMap<>(System.getenv());
        environment.keySet().retainAll(KNOWN);
        environment.put("DATA_DIR", folder.toString());
        environment.put("SERVER_HOST", "127.0.0.1");
        for (var port : PORTS) {
            environment.put(port, String.valueOf(SeparateProcesses.freePort()));
        }
        return environment;
    }
}
