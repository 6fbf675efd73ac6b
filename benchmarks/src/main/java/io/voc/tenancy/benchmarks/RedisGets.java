package io.voc.tenancy.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.voc.tenancy.embedded.RedisServer;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Callers of a bare Redis, with a connection each, who get one value of ordinary size. */
final class RedisGets implements AutoCloseable {

    private static final String VALUE = "v".repeat(128);
    private static final byte[] SET =
            "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$%d\r\n%s\r\n"
                    .formatted(VALUE.length(), VALUE)
                    .getBytes(US_ASCII);
    private static final byte[] GET = "*2\r\n$3\r\nGET\r\n$1\r\nk\r\n".getBytes(US_ASCII);
    private static final byte[] INCREMENT = "*2\r\n$4\r\nINCR\r\n$1\r\nn\r\n".getBytes(US_ASCII);
    private static final int ANSWER_TO_SET = "+OK\r\n".length();
    private static final int ANSWER_TO_GET = ("$128\r\n" + VALUE + "\r\n").length();

    private final RedisServer server;
    private final List<Socket> connections = new ArrayList<>();

    private RedisGets(RedisServer server) {
        this.server = server;
    }

    static RedisGets start(int callers) throws IOException {
        var folder = Files.createTempDirectory(Path.of("target"), "redis-");
        var gets = new RedisGets(RedisServer.start(folder, 0));
        var port = URI.create(gets.server.url()).getPort();
        for (int i = 0; i < callers; i++) {
            var connection = new Socket(InetAddress.getLoopbackAddress(), port);
            connection.setTcpNoDelay(true);
            gets.connections.add(connection);
        }
        gets.call(0, SET, ANSWER_TO_SET);
        return gets;
    }

    void get(int caller) throws IOException {
        call(caller, GET, ANSWER_TO_GET);
    }

    /** Adds one to a number that all add to. */
    void increment(int caller) throws IOException {
        var connection = connections.get(caller);
        connection.getOutputStream().write(INCREMENT);
        var answer = connection.getInputStream();
        while (answer.read() != '\n') {
            // the number's digits, then the end of the line
        }
    }

    private void call(int caller, byte[] question, int answer) throws IOException {
        var connection = connections.get(caller);
        connection.getOutputStream().write(question);
        new DataInputStream(connection.getInputStream()).readFully(new byte[answer]);
    }

    @Override
    public void close() throws IOException {
        for (var connection : connections) {
            connection.close();
        }
        server.close();
    }
}
