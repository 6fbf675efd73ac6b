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
    private static final String ENTITY_TAG = "etag:";
    private static final String CONSISTENCY_TOKEN = "consistency-token:";
    private static final String END = "\r\n\r\n";

    private final Socket socket;
    private final InputStream in;
    private final String authorization;
    private int bodyLength; // of the last answer

    KeepAliveConnection(int port, String token) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
        this.authorization = " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token;
    }

    /**
     * What is told of an answer.
     *
     * @param version of the resource, by its entity tag; 0 when it has none
     * @param consistencyToken empty when there is none
     */
    record Answer(int status, long version, String consistencyToken) {}

    /**
     * Gets a path whose answer says how long it is.
     *
     * @return the bytes of the body
     * @throws IOException also for another status than 200
     */
    int getBytes(String path) throws IOException {
        if (ask("GET " + path + authorization + END).status() != 200) {
            throw new IOException("refused: " + path);
        }
        return bodyLength;
    }

    /**
     * Gets a path, and reads the answer to its end.
     *
     * @return the status
     * @throws IOException also for an answer that does not say where it ends
     */
    int get(String path) throws IOException {
        return ask("GET " + path + authorization + END).status();
    }

    /** As {@link #get(String)}, with the token of a write that the answer must include. */
    Answer get(String path, String consistencyToken) throws IOException {
        var header = consistencyToken.isEmpty() ? "" : "\r\nConsistency-Token: " + consistencyToken;
        return ask("GET " + path + authorization + header + END);
    }

    /** Puts an ASCII body of JSON there. */
    Answer put(String path, String body) throws IOException {
        return ask(
                "PUT "
                        + path
                        + authorization
                        + "\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length()
                        + END
                        + body);
    }

    private Answer ask(String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        var status = Integer.parseInt(readLine().split(" ", 3)[1]);
        int length = -1;
        boolean isChunked = false;
        long version = 0;
        var token = "";
        for (var line = readLine(); !line.isEmpty(); line = readLine()) {
            var header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith(LENGTH)) {
                length = Integer.parseInt(valueOf(header));
            } else if (header.startsWith(ENTITY_TAG)) {
                version = Long.parseLong(valueOf(header).replace("\"", ""));
            } else if (header.startsWith(CONSISTENCY_TOKEN)) {
                token = valueOf(header);
            }
            isChunked |= header.equals(CHUNKED);
        }
        skipBody(length, isChunked);
        bodyLength = length;
        return new Answer(status, version, token);
    }

    private static String valueOf(String header) {
        return header.substring(header.indexOf(':') + 1).strip();
    }

    private void skipBody(int length, boolean isChunked) throws IOException {
        if (isChunked) {
            skipChunks();
        } else if (length >= 0) {
            in.skipNBytes(length);
        } else {
            throw new IOException("an answer that does not say where it ends");
        }
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
