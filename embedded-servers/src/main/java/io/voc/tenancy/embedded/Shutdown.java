package io.voc.tenancy.embedded;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.util.List;

/**
 * How a server is asked to end: signal after signal, each given time to work, and at last by a
 * kill.
 */
record Shutdown(List<String> signals) {

    private static final int SECONDS_PER_SIGNAL = 30;

    /**
     * Fast shutdown with a checkpoint, then immediate shutdown, which leaves recovery to the next
     * start.
     */
    static final Shutdown POSTGRES = new Shutdown(List.of("INT", "QUIT", "KILL"));

    /** Redis writes its log to disk on TERM. */
    static final Shutdown REDIS = new Shutdown(List.of("TERM", "KILL"));

    void stop(ProcessHandle process) throws IOException {
        for (var signal : signals) {
            if (process.isAlive()) {
                send(signal, process);
                process.onExit().completeOnTimeout(process, SECONDS_PER_SIGNAL, SECONDS).join();
            }
        }
    }

    private static void send(String signal, ProcessHandle process) throws IOException {
        new ProcessBuilder("sh", "-c", "kill -%s %d".formatted(signal, process.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
