package io.voc.tenancy.eventstore.log;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A process of its own that runs a class of these tests and tells its lines. */
final class ChildJvm implements AutoCloseable {

    private final Process process;
    private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    private final Thread reader;

    ChildJvm(Class<?> main, String... arguments) throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx256m",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                main.getName()));
        command.addAll(List.of(arguments));
        process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        reader = Thread.ofVirtual().start(this::readLines);
    }

    /**
     * What it has told so far; the last line is whole, as it ends with a line break or is not here.
     */
    List<String> lines() {
        return List.copyOf(lines);
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    }

    /** Kills it with SIGKILL and returns all that it told. */
    List<String> killAndRead() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
        reader.join();
        return lines();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void readLines() {
        try (var out = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("> ") && line.endsWith(".")) { // the last one may be cut off
                    lines.add(line.substring(2, line.length() - 1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
