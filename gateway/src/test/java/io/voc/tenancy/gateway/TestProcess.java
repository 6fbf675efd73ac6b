package io.voc.tenancy.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import io.voc.tenancy.kit.ServiceProcess;
import io.voc.tenancy.kit.environment.ProcessKind;
import io.voc.tenancy.kit.identity.InternalTokens;
import io.voc.tenancy.kit.identity.Tokens;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A process on a port of its own. */
public final class TestProcess implements AutoCloseable {

    public static final String INTERNAL_KEY = "an-internal-key-for-tests-0123456789abcdef";

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final ConfigurableApplicationContext application;

    public TestProcess(Class<?> application) {
        this(application, INTERNAL_KEY);
    }

    public TestProcess(Class<?> application, String internalKey) {
        this(application, Map.of("INTERNAL_TOKEN_KEY", internalKey));
    }

    /** With these variables besides those that every process needs. */
    public TestProcess(Class<?> application, Map<String, String> variables) {
        var environment = new HashMap<String, String>();
        environment.put("SERVER_HOST", "127.0.0.1");
        environment.put("SERVER_PORT", "0");
        environment.put("GRPC_PORT", "0");
        environment.put("DATABASE_URL", "postgres://unused:unused@127.0.0.1/unused");
        environment.put("REDIS_URL", "redis://127.0.0.1");
        environment.put("KAFKA_BROKERS", "127.0.0.1:9092");
        environment.put("LOG_LEVEL", "error");
        environment.put("JWT_SECRET", SECRET);
        environment.put("INTERNAL_TOKEN_KEY", INTERNAL_KEY);
        environment.put("MASTER_KEY", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        environment.putAll(variables);
        this.application =
                ServiceProcess.run(ProcessKind.STANDALONE, application, Map.copyOf(environment));
    }

    /** Where it answers. */
    public String url() {
        return "http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port");
    }

    public InternalTokens internalTokens() {
        return application.getBean(InternalTokens.class);
    }

    /** A good token from outside. */
    public static String token(String role) {
        return token(role, null);
    }

    /** A good token from outside, of a tenant unless that is null. */
    public static String token(String role, @Nullable String tenantId) {
        var claims =
                new JWTClaimsSet.Builder()
                        .subject("alice")
                        .claim(Tokens.ROLES_CLAIM, List.of(role))
                        .claim(Tokens.TENANT_CLAIM, tenantId)
                        .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                        .build();
        var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            token.sign(new MACSigner(SECRET));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
        return token.serialize();
    }

    @Override
    public void close() {
        application.close();
    }
}
