package io.voc.tenancy.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the program under test is run: prepared, when the build has done that. */
final class JavaProgram {

    /** Many processes are started, and few run for long enough to be compiled twice. */
    static final String COMPILER =
            Boolean.getBoolean("endurance") ? "-XX:+TieredCompilation" : "-XX:TieredStopAtLevel=1";

    private static final Path JAR =
            Path.of(System.getProperty("standalone.jar")).toAbsolutePath().normalize();
    private static final Path CACHE = JAR.resolveSibling("standalone.aot");

    private JavaProgram() {}

    /** The command line up to the program's arguments. */
    static List<String> command() {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-XX:+UseG1GC",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-Xmx768m",
                                COMPILER));
        command.addAll(cache());
        command.addAll(List.of("-jar", JAR.toString()));
        return command;
    }

    private static List<String> cache() {
        return isPrepared() ? List.of("-XX:AOTCache=" + CACHE, "-Xlog:aot*=off") : List.of();
    }

    /** For this very jar. */
    private static boolean isPrepared() {
        try {
            return Files.exists(CACHE)
                    && Files.getLastModifiedTime(CACHE).compareTo(Files.getLastModifiedTime(JAR))
                            >= 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
