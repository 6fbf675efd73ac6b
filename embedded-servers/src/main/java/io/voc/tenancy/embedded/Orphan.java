package io.voc.tenancy.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * A server that outlived the process which started it, found by its pid file; the data directory
 * must be claimed.
 */
final class Orphan {

    private Orphan() {}

    /**
     * Stops the server named by the pid file if its command line holds the mark, an argument that
     * only this server has. Any other process is left alone and the file, which would keep the
     * server from starting, is removed.
     */
    static void stop(Path pidFile, String mark, Shutdown shutdown) throws IOException {
        var live = processNamedBy(pidFile);
        if (live.isEmpty()) {
            return;
        }
        if (hasArgument(live.get(), mark)) {
            shutdown.stop(live.get());
        } else {
            Files.delete(pidFile);
        }
    }

    private static Optional<ProcessHandle> processNamedBy(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        return Files.readAllLines(pidFile).stream()
                .findFirst()
                .map(String::strip)
                .filter(line -> line.matches("\\d{1,9}"))
                .map(Long::valueOf)
                .flatMap(ProcessHandle::of)
                .filter(ProcessHandle::isAlive);
    }

    private static boolean hasArgument(ProcessHandle process, String mark) {
        return process.info().arguments().stream().flatMap(Arrays::stream).anyMatch(mark::equals);
    }
}
