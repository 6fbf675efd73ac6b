package io.voc.tenancy.embedded;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import com.sun.security.auth.module.UnixSystem;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The files of a PostgreSQL server: its programs, its data and its superuser's password. */
record PostgresCluster(Path programs, Path data, Path log, Path passwordFile) {

    private static final List<String> SETTINGS =
            List.of(
                    "listen_addresses=" + Ports.HOST,
                    "unix_socket_directories=",
                    "fsync=on",
                    "synchronous_commit=on",
                    "full_page_writes=on",
                    "max_connections=200",
                    "shared_buffers=256MB",
                    "timezone=UTC",
                    "log_timezone=UTC");

    static PostgresCluster in(DataDirectory directory) throws IOException {
        return new PostgresCluster(
                Binaries.postgres(),
                directory.resolve("cluster"),
                directory.resolve("postgres.log"),
                directory.resolve("superuser.password"));
    }

    /** Runs {@code initdb} the first time only. */
    void create() throws IOException {
        createPassword();
        Staged.folder(data, this::initialize);
    }

    List<String> serverCommand(int port) {
        var command = command("postgres", "-D", data.toString(), "-p", String.valueOf(port));
        SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
        return command;
    }

    Path pidFile() {
        return data.resolve("postmaster.pid");
    }

    /**
     * The eighth line of the pid file is the server's state; a file left by another process does
     * not count.
     */
    boolean readyAs(long pid) {
        try {
            var lines = Files.readAllLines(pidFile());
            return lines.size() >= 8
                    && lines.getFirst().strip().equals(String.valueOf(pid))
                    && lines.get(7).strip().equals("ready");
        } catch (IOException notYetThere) {
            return false;
        }
    }

    String superuserPassword() throws IOException {
        return Files.readString(passwordFile);
    }

    private void createPassword() throws IOException {
        if (Files.notExists(passwordFile)) {
            var staging = Path.of(passwordFile + ".new");
            Files.deleteIfExists(staging);
            Files.createFile(staging, asFileAttribute(fromString("rw-------")));
            Files.move(Files.writeString(staging, UUID.randomUUID().toString()), passwordFile);
        }
    }

    /** The built-in locale sorts and folds alike on every machine. */
    private void initialize(Path folder) throws IOException {
        var initdb =
                command(
                        "initdb",
                        "--pgdata=" + folder,
                        "--username=" + PostgresAdmin.SUPERUSER,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8");
        var process =
                new ProcessBuilder(initdb)
                        .redirectInput(new File("/dev/null"))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("initdb failed:%n%s".formatted(Files.readString(log)));
        }
    }

    /** PostgreSQL refuses to run as root; in a user namespace without a mapping it is nobody. */
    private List<String> command(String program, String... arguments) {
        var command = new ArrayList<String>();
        if (new UnixSystem().getUid() == 0) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(programs.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }
}
