package io.voc.tenancy.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;

/**
 * One connection of a caller that asks again and again. It does as little as a caller can, so that
 * what is measured is the server.
 */
final class KeepAliveConnection implements AutoCloseable {

    private static final String LENGTH = "content-length:";
    private static final String CHUNKED = "transfer-encoding: chunked";

    private final Socket socket;
    private final InputStream in;
    private final String authorization;

    KeepAliveConnection(int port, String token) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
        this.authorization =
                " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n\r\n";
    }

    /**
     * Gets a path, and reads the answer to its end.
     *
     * @return the status
     * @throws IOException also for an answer that does not say where it ends
     */
    int get(String path) throws IOException {
        socket.getOutputStream().write(("GET " + path + authorization).getBytes(ISO_8859_1));
        var status = Integer.parseInt(readLine().split(" ", 3)[1]);
        int length = -1;
        boolean isChunked = false;
        for (var line = readLine(); !line.isEmpty(); line = readLine()) {
            var header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith(LENGTH)) {
                length = Integer.parseInt(line.substring(LENGTH.length()).strip());
            }
            isChunked |= header.equals(CHUNKED);
        }
        if (isChunked) {
            skipChunks();
        } else if (length >= 0) {
            in.skipNBytes(length);
        } else {
            throw new IOException("an answer that does not say where it ends");
        }
        return status;
    }

    private void skipChunks() throws IOException {
        int length;
        do {
            length = Integer.parseInt(readLine().strip(), 16);
            in.skipNBytes(length);
            readLine();
        } while (length > 0);
    }

    private String readLine() throws IOException {
        var line = new StringBuilder(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the connection was closed");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
