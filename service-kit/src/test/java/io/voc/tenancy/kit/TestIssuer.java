package io.voc.tenancy.kit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** An OpenID Connect issuer, as small as one can be, that comes and goes on one port. */
public final class TestIssuer implements AutoCloseable {

    private final AtomicInteger fetches = new AtomicInteger();
    private volatile String description = "{\"issuer\": \"%s\", \"jwks_uri\": \"%s/keys\"}";
    private HttpServer server = server(0);
    private final int port = server.getAddress().getPort();
    private volatile RSAKey rsa = newRsa();
    private volatile ECKey ec = newEc();

    /** What it calls itself. */
    public String name() {
        return "http://127.0.0.1:" + port + "/realms/voc";
    }

    /** How often its keys have been fetched. */
    public int fetches() {
        return fetches.get();
    }

    public RSAKey rsa() {
        return rsa;
    }

    /** Has new keys from now on, and no others. */
    public void rotate() {
        rsa = newRsa();
        ec = newEc();
    }

    /** Says something else of itself; {@code %s} stands for its name. */
    public void describe(String json) {
        description = json;
    }

    /** Is away. */
    public void stop() {
        server.stop(0);
    }

    /** Is back. */
    public void start() {
        server = server(port);
    }

    /** The claims as a token that it has signed with RS256. */
    public String signed(JWTClaimsSet.Builder claims) {
        return signed(claims, JWSAlgorithm.RS256, rsa);
    }

    /** The claims as a token of one of RSA's algorithms, signed by any key. */
    String signed(JWTClaimsSet.Builder claims, JWSAlgorithm algorithm, RSAKey key) {
        try {
            return TestTokens.signed(
                    claims.issuer(name()),
                    new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(),
                    new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** The claims as a token that it has signed with ES256. */
    String signedByCurve(JWTClaimsSet.Builder claims) {
        try {
            return TestTokens.signed(
                    claims.issuer(name()),
                    new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(ec.getKeyID()).build(),
                    new ECDSASigner(ec));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        stop();
    }

    private HttpServer server(int onPort) {
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort);
            var started = HttpServer.create(address, 0);
            started.createContext(
                    "/realms/voc/.well-known/openid-configuration",
                    exchange -> answer(exchange, description.formatted(name(), name())));
            started.createContext(
                    "/realms/voc/keys",
                    exchange -> {
                        fetches.incrementAndGet();
                        answer(exchange, new JWKSet(List.of(rsa, ec)).toString(true));
                    });
            started.start();
            return started;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        try (exchange) {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static RSAKey newRsa() {
        try {
            return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static ECKey newEc() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
