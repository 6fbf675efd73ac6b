package io.voc.tenancy.embedded;

/** Says that the port asked for is taken, before the server is started on it. */
public final class PortInUseException extends RuntimeException {

    private final String server;
    private final int port;

    public PortInUseException(String server, int port) {
        super("port %d for %s is already in use".formatted(port, server));
        this.server = server;
        this.port = port;
    }

    public String server() {
        return server;
    }

    public int port() {
        return port;
    }
}
