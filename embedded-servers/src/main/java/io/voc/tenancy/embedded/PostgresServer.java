package io.voc.tenancy.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A durable PostgreSQL with its data in a folder, run as a child process. */
public final class PostgresServer implements AutoCloseable {

    private static final String NAME = "PostgreSQL";

    /** The role that owns every database here, and the name of the first one. */
    public static final String TENANT_MANAGER = "tenant_manager";

    private final Opened opened;
    private final long pid;
    private final PostgresAdmin admin;
    private final PostgresDatabase first;

    private PostgresServer(Opened opened, long pid, PostgresAdmin admin, PostgresDatabase first) {
        this.opened = opened;
        this.pid = pid;
        this.admin = admin;
        this.first = first;
    }

    /**
     * Starts the server and returns once it takes connections. A server left on this folder by a
     * killed process is stopped first.
     *
     * @param port 0 for any free one
     * @param password of the role {@link #TENANT_MANAGER} from now on
     * @throws PortInUseException if the port is taken
     * @throws DataDirectoryInUseException if a live process runs a server on this folder
     * @throws UncheckedIOException if the server does not start, with the end of its log
     */
    public static PostgresServer start(Path dataDirectory, int port, String password) {
        return Opened.start(opened -> start(opened, dataDirectory, port, password));
    }

    private static PostgresServer start(
            Opened opened, Path dataDirectory, int wantedPort, String password) throws IOException {
        var cluster = PostgresCluster.in(opened.add(DataDirectory.claim(dataDirectory)));
        Orphan.stop(cluster.pidFile(), cluster.data().toString(), Shutdown.POSTGRES);
        var port = Ports.claim(NAME, wantedPort);
        cluster.create();
        var server =
                opened.add(
                        ServerProcess.start(
                                NAME,
                                cluster.serverCommand(port),
                                cluster.log(),
                                Shutdown.POSTGRES));
        var pid = server.process().pid();
        server.awaitReady(() -> cluster.readyAs(pid));
        var superuser = PostgresAdmin.SUPERUSER;
        var admin =
                new PostgresAdmin(
                        new PostgresDatabase(
                                Ports.HOST,
                                port,
                                superuser,
                                superuser,
                                cluster.superuserPassword()));
        admin.ensureRole(TENANT_MANAGER, password);
        admin.ensureDatabase(TENANT_MANAGER, TENANT_MANAGER);
        return new PostgresServer(
                opened,
                pid,
                admin,
                new PostgresDatabase(Ports.HOST, port, TENANT_MANAGER, TENANT_MANAGER, password));
    }

    public String jdbcUrl() {
        return first.jdbcUrl();
    }

    public String databaseUrl() {
        return first.databaseUrl();
    }

    public int port() {
        return first.port();
    }

    /** Answers the database {@link #TENANT_MANAGER}. */
    public PostgresDatabase database() {
        return first;
    }

    /** Answers a further database of the same owner, created if missing. */
    public PostgresDatabase database(String name) {
        try {
            admin.ensureDatabase(name, TENANT_MANAGER);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new PostgresDatabase(
                first.host(), first.port(), name, first.username(), first.password());
    }

    /** Answers a database as the superuser, who is bound by no right or trigger. */
    public PostgresDatabase asSuperuser(String name) {
        var superuser = admin.maintenance();
        return new PostgresDatabase(
                superuser.host(),
                superuser.port(),
                name,
                superuser.username(),
                superuser.password());
    }

    long pid() {
        return pid;
    }

    /** Ends all connections, writes a checkpoint and returns once the server is gone. */
    @Override
    public void close() {
        opened.close();
    }
}
