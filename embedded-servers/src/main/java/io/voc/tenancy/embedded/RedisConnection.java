package io.voc.tenancy.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;

/** As much of the Redis protocol as it takes to ask whether a server is ready. */
final class RedisConnection implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 5_000;

    private final Socket socket;
    private final BufferedReader replies;

    RedisConnection(int port, @Nullable String password) throws IOException {
        socket = new Socket(Ports.address(), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        if (password != null) {
            call("AUTH", password);
        }
    }

    /** Answers the reply's text: a status, an error, a number, or the value of a string. */
    String call(String... words) throws IOException {
        var request = new StringBuilder("*%d\r\n".formatted(words.length));
        for (var word : words) {
            request.append("$%d\r\n%s\r\n".formatted(word.getBytes(UTF_8).length, word));
        }
        socket.getOutputStream().write(request.toString().getBytes(UTF_8));
        var reply = line();
        return reply.startsWith("$") && !reply.equals("$-1") ? line() : reply;
    }

    private String line() throws IOException {
        var line = replies.readLine();
        if (line == null) {
            throw new IOException("Redis closed the connection");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
