package io.voc.tenancy.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.function.Predicate.not;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A Java process that is used for a while; it ends with this object at the latest. */
final class JavaProcess implements AutoCloseable {

    /** The variable with which the script that begins it all is given options for Java. */
    static final String OPTIONS = "TENANT_MANAGER_JAVA_OPTS";

    private static final List<String> JAVA =
            List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-XX:+UseG1GC",
                    "-XX:+ExitOnOutOfMemoryError");

    private static final Duration TO_END = Duration.ofMinutes(2);

    private final String name;
    private final Process process;
    private final BufferedReader output;
    private String lastLine = "";

    /**
     * Starts it.
     *
     * @param java what Java is told, to the program's name
     * @param environment all that it knows of it
     */
    JavaProcess(List<String> java, Map<String, String> environment, String... arguments) {
        var command = command();
        command.addAll(java);
        command.addAll(List.of(arguments));
        name = String.join(" ", command);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        output = process.inputReader(UTF_8);
    }

    /**
     * How the command line of each begins.
     *
     * @param defaults options that those of the environment may replace
     */
    static List<String> command(String... defaults) {
        var command = new ArrayList<>(JAVA);
        command.addAll(List.of(defaults));
        var further = System.getenv().getOrDefault(OPTIONS, "");
        command.addAll(Arrays.stream(further.split(" ")).filter(not(String::isEmpty)).toList());
        return command;
    }

    /**
     * Runs one to its end, with the environment of this process.
     *
     * @throws CommandFailedException when it fails
     */
    static void run(List<String> java, String... arguments) {
        try (var process = new JavaProcess(java, System.getenv(), arguments)) {
            process.awaitSuccess();
        }
    }

    /** Waits until it says this; what it says after that is dropped. */
    void awaitSaid(String text) {
        if (!readUntil(text)) {
            throw failure();
        }
        Thread.ofVirtual().start(() -> readUntil(null));
    }

    /** Waits until it has ended, and well. */
    void awaitSuccess() {
        readUntil(null);
        if (process.onExit().join().exitValue() != 0) {
            throw failure();
        }
    }

    /** Ends it in its own time, which is 2 minutes at most. */
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(TO_END)) {
                throw new CommandFailedException(name + " did not end");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean readUntil(@Nullable String text) {
        try {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                lastLine = line;
                if (text != null && line.contains(text)) {
                    return true;
                }
            }
        } catch (IOException _) {
            // ended
        }
        return false;
    }

    private CommandFailedException failure() {
        return new CommandFailedException(name + " failed: " + lastLine);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
