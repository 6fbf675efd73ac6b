package io.voc.tenancy.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of ours: a folder with a jar, what that needs in {@code lib} beside it and, once it is
 * prepared, a cache of what Java finds out about it at each start.
 *
 * @param jar in its folder
 */
record Program(Path jar) {

    /** Else Java would write its doubts about parts of a cache into the output of a command. */
    private static final String SILENT = "-Xlog:aot*=off";

    private static final String ENDING = ".jar";

    /** Set for a process whose programs are to record what they load. */
    private static final String RECORD = "record";

    /** The program that runs in this process. */
    static Program ofThisProcess() {
        return new Program(
                Path.of(System.getProperty("java.class.path")).toAbsolutePath().normalize());
    }

    /** The program of this name, in a folder of its name within this one. */
    static Program in(Path folder, String name) {
        return new Program(
                folder.resolve(Path.of(name, name + ENDING)).toAbsolutePath().normalize());
    }

    /** What Java is told to run this program, in the quickest way that there is. */
    List<String> arguments() {
        if (Boolean.getBoolean(RECORD)) {
            return recording();
        }
        return isPrepared() ? with("-XX:AOTCache=" + cache(), SILENT) : with();
    }

    /** What Java is told to run this program and, when it ends, to write down what it loaded. */
    List<String> recording() {
        return with("-XX:AOTMode=record", "-XX:AOTConfiguration=" + record());
    }

    /**
     * What Java is told to run this program and have those that it starts record what they load.
     */
    List<String> recordingOthers() {
        return with("-D" + RECORD + "=true");
    }

    /** What Java is told to make the cache of what was written down. */
    List<String> caching() {
        return with(
                "-XX:AOTMode=create",
                "-XX:AOTConfiguration=" + record(),
                "-XX:AOTCache=" + cache());
    }

    /** What Java is told to run this program, with such options of its own. */
    List<String> with(String... options) {
        var arguments = new ArrayList<>(List.of(options));
        arguments.add("-jar");
        arguments.add(jar.toString());
        return List.copyOf(arguments);
    }

    /** Whether it was built. */
    boolean exists() {
        return Files.exists(jar);
    }

    /** Whether the cache is there, and of what was built last. */
    boolean isPrepared() {
        try {
            return Files.getLastModifiedTime(cache()).compareTo(Files.getLastModifiedTime(jar))
                    >= 0;
        } catch (IOException _) {
            return false; // not there, or replaced at this moment
        }
    }

    String name() {
        var file = jar.getFileName().toString();
        return file.endsWith(ENDING) ? file.substring(0, file.length() - ENDING.length()) : file;
    }

    Path cache() {
        return jar.resolveSibling(name() + ".aot");
    }

    Path record() {
        return jar.resolveSibling(name() + ".aotconf");
    }
}
