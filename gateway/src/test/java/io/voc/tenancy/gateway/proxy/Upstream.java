package io.voc.tenancy.gateway.proxy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A node of a side: an HTTP server that notes what reaches it and answers as it is told. */
final class Upstream implements AutoCloseable {

    /** Closes the connection without another word. */
    static final HttpHandler HANG_UP =
            _ -> {
                throw new HangUp();
            };

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile HttpHandler script = Upstream::answer;
    private HttpServer server;

    /** A request as it came. */
    record Received(String method, String uri, Headers headers, String body) {

        static Received of(HttpExchange exchange) throws IOException {
            return new Received(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    Upstream() {
        server = listen(0);
    }

    private HttpServer listen(int port) {
        try {
            var listening =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            listening.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            listening.createContext("/", exchange -> script.handle(exchange));
            listening.createContext("/ready", Upstream::answer);
            listening.start();
            return listening;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Notes requests with their bodies, and answers as from a script's point of view. */
    void answers(HttpHandler answer) {
        script =
                exchange -> {
                    received.add(Received.of(exchange));
                    answer.handle(exchange);
                };
    }

    /** Leaves the request to the script, body and all. */
    void handles(HttpHandler handler) {
        script = handler;
    }

    List<Received> received() {
        return received;
    }

    /** As it was in the beginning. */
    void reset() {
        received.clear();
        answers(Upstream::answer);
    }

    /** Refuses connections. */
    void stop() {
        server.stop(0);
    }

    /** Listens again, at the same address. */
    void restart() {
        server = listen(server.getAddress().getPort());
    }

    @Override
    public void close() {
        stop();
    }

    /** The plainest answer. */
    static void answer(HttpExchange exchange) throws IOException {
        answer(exchange, 200, "{\"ok\":true}");
    }

    static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        var isHead = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, isHead ? -1 : bytes.length);
        if (!isHead) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    /** Makes the server drop the connection as it is. */
    private static final class HangUp extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
