package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.stream.Stream;

/** Keys in headers that no well-behaved client sends, byte by byte. */
class MalformedKeyHeaderE2E {

    /** Of an address of their own, so that bad keys of other tests don't count with them. */
    private static final String ADDRESS = "127.0.0.79";

    private static final int PATIENCE_MILLIS = 30_000;
    private static final String KEY = "tm_live_" + "a".repeat(33) + "_000000";

    private final Standalone standalone = Standalone.shared();

    static Stream<Arguments> headers() {
        return Stream.of("X-API-Key: ", "Authorization: Bearer ")
                .flatMap(header ->
                        Stream.of(
                                Arguments.of("wrong checksum", header + KEY, 401),
                                Arguments.of("nothing", header, 401),
                                Arguments.of("Unicode", header + "tm_live_é😀٣" + KEY, 401),
                                Arguments.of("a NUL", header + KEY + "\0", 400),
                                Arguments.of("a bare CR", header + KEY + "\rX-Roles: admin", 400),
                                Arguments.of(
                                        "another header", header + KEY + "\r\nX-Roles: x", 401),
                                Arguments.of("a folded line", header + KEY + "\r\n  " + KEY, 401),
                                Arguments.of("30,000 characters", header + "k".repeat(30_000), 401),
                                Arguments.of(
                                        "two keys", header + KEY + "\r\nX-API-Key: " + KEY, 400)));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("headers")
    void is_refused_and_never_a_fault(String what, String header, int status) throws IOException {
        try (var socket = connected()) {
            socket.getOutputStream()
                    .write(
                            ("GET /api/v1/tenants HTTP/1.1\r\nHost: localhost\r\n"
                                            + header
                                            + "\r\nConnection: close\r\n\r\n")
                                    .getBytes(UTF_8));

            var answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));

            assertThat(answer.readLine()).as(what).startsWith("HTTP/1.1 " + status + " ");
            assertThat(String.join("\n", answer.lines().toList()))
                    .doesNotContain("Exception", "at org.", "X-Roles");
        }
    }

    /** Before all of it is sent, the server may have hung up. */
    @ParameterizedTest
    @ValueSource(ints = {40_000, 1024 * 1024})
    void that_is_too_long_is_refused_or_cut_off_and_the_next_caller_is_served(int length)
            throws IOException {
        try (var socket = connected()) {
            var status = "";
            try {
                socket.getOutputStream()
                        .write(
                                ("GET /api/v1/tenants HTTP/1.1\r\nHost: localhost\r\nX-API-Key: "
                                                + "k".repeat(length)
                                                + "\r\n\r\n")
                                        .getBytes(UTF_8));
                status = new String(socket.getInputStream().readNBytes(12), UTF_8);
            } catch (IOException _) {
                // cut off
            }
            assertThat(status).isIn("", "HTTP/1.1 400", "HTTP/1.1 431");
        }
        assertThat(standalone.api().get("/api/v1/tenants?pageSize=1").status()).isEqualTo(200);
    }

    private Socket connected() throws IOException {
        var socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(ADDRESS), 0));
        socket.connect(
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(),
                        Integer.parseInt(standalone.environment("SERVER_PORT"))));
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }
}
