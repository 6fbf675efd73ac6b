package io.voc.tenancy.kit.rate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** A wire to a server, whose connections can go dead without either end being told. */
final class Wire implements AutoCloseable {

    private final URI server;
    private final ServerSocket door;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();

    Wire(String url) {
        this.server = URI.create(url);
        try {
            this.door = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::accept);
    }

    String url() {
        return server.toString()
                .replace(
                        server.getHost() + ":" + server.getPort(),
                        "127.0.0.1:" + door.getLocalPort());
    }

    /** Those that come later are well. */
    void killConnections() {
        connections.forEach(it -> it.isDead.set(true));
    }

    private void accept() {
        try {
            while (true) {
                var near = door.accept();
                var far = new Socket(server.getHost(), server.getPort());
                var connection = new Connection(near, far, new AtomicBoolean());
                connections.add(connection);
                Thread.startVirtualThread(() -> connection.pass(near, far));
                Thread.startVirtualThread(() -> connection.pass(far, near));
            }
        } catch (IOException _) {
            // closed
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (var each : connections) {
            each.near.close();
            each.far.close();
        }
    }

    private record Connection(Socket near, Socket far, AtomicBoolean isDead) {

        void pass(Socket from, Socket to) {
            try {
                var bytes = new byte[8_192];
                for (int read; (read = from.getInputStream().read(bytes)) > 0; ) {
                    if (!isDead.get()) {
                        to.getOutputStream().write(bytes, 0, read);
                    }
                }
            } catch (IOException _) {
                // one of the ends is gone
            }
        }
    }
}
