package io.voc.tenancy.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A JVM that runs one server until it is killed, as an application might be. */
record OtherProcess(Process process, BufferedReader output) {

    static final String PASSWORD = "it's \"secret\"";

    /** Prints the server's port and process id. */
    public static void main(String[] arguments) throws IOException {
        var directory = Path.of(arguments[1]);
        var started =
                switch (arguments[0]) {
                    case "postgres" -> {
                        var server = PostgresServer.start(directory, 0, PASSWORD);
                        yield server.port() + " " + server.pid();
                    }
                    case "redis" -> {
                        var server = RedisServer.start(directory, 0, PASSWORD);
                        yield server.port() + " " + server.pid();
                    }
                    default -> {
                        var server = KafkaServer.start(directory, 0);
                        yield server.port() + " " + ProcessHandle.current().pid();
                    }
                };
        System.out.println("started " + started);
        var ignored = System.in.read();
    }

    static OtherProcess running(String server, Path directory) throws IOException {
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                OtherProcess.class.getName(),
                                server,
                                directory.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        return new OtherProcess(process, process.inputReader(StandardCharsets.UTF_8));
    }

    Started awaitStart() throws IOException {
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("started ")) {
                var words = line.split(" ", -1);
                return new Started(
                        Integer.parseInt(words[1]),
                        ProcessHandle.of(Long.parseLong(words[2])).orElseThrow());
            }
        }
        throw new IOException("the other process ended before its server was up");
    }

    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    record Started(int port, ProcessHandle server) {}
}
