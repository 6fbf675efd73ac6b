package io.voc.tenancy.embedded;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** The ports of the machine's own address, the only one on which embedded servers listen. */
final class Ports {

    static final String HOST = "127.0.0.1";

    private Ports() {}

    /** Answers the port asked for, or any free one for 0. */
    static int claim(String server, int port) throws IOException {
        try (var socket = new ServerSocket(port, 1, address())) {
            return socket.getLocalPort();
        } catch (BindException taken) {
            throw new PortInUseException(server, port);
        }
    }

    static InetAddress address() {
        return InetAddress.ofLiteral(HOST);
    }
}
