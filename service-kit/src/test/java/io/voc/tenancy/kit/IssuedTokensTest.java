package io.voc.tenancy.kit;

import static io.voc.tenancy.kit.EdgeProcess.OK;
import static io.voc.tenancy.kit.EdgeProcess.TENANT;
import static io.voc.tenancy.kit.EdgeProcess.assertProblem;
import static io.voc.tenancy.kit.TestTokens.claims;
import static io.voc.tenancy.kit.TestTokens.fromNow;
import static io.voc.tenancy.kit.TestTokens.signed;
import static io.voc.tenancy.kit.TestTokens.unsigned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;

import io.voc.tenancy.contracts.identity.KeyRights;
import io.voc.tenancy.kit.EdgeProcess.Transport;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who gets in where an issuer signs the tokens. */
class IssuedTokensTest {

    private static final String OTHER_TENANT = "ten_01h455vb4pex5vsknk084sn02r";

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class Of_an_issuer_that_answers {

        private final TestIssuer issuer = new TestIssuer();
        private final EdgeProcess process =
                new EdgeProcess(Map.of("JWT_ISSUER_URI", issuer.name()));

        @AfterAll
        void stop() {
            process.close();
            issuer.close();
        }

        @ParameterizedTest
        @ValueSource(strings = {"RS256", "RS512", "PS256"})
        void a_token_is_good_that_its_key_has_signed(String algorithm) {
            assertEverywhere(
                    OK,
                    issuer.signed(
                            claims("platform-auditor"),
                            JWSAlgorithm.parse(algorithm),
                            issuer.rsa()));
        }

        @Test
        void a_token_is_good_that_its_curve_has_signed() {
            assertEverywhere(OK, issuer.signedByCurve(claims("platform-auditor")));
        }

        @ParameterizedTest
        @EnumSource
        void a_tenants_token_finds_no_other(Transport transport) {
            assertThat(
                            process.outcome(
                                    transport,
                                    issuer.signed(claims("tenant-viewer")),
                                    OTHER_TENANT))
                    .isEqualTo("not-found");
        }

        @Test
        void a_token_is_refused_that_has_ended() {
            assertRefused(issuer.signed(claims("platform-admin").expirationTime(fromNow(-30))));
        }

        @Test
        void a_token_is_refused_that_names_no_issuer_or_another() throws JOSEException {
            var header =
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(issuer.rsa().getKeyID())
                            .build();
            var signer = new RSASSASigner(issuer.rsa());

            assertRefused(signed(claims("platform-admin"), header, signer));
            assertRefused(
                    signed(
                            claims("platform-admin").issuer("https://issuer.example"),
                            header,
                            signer));
            assertRefused(
                    signed(claims("platform-admin").issuer(TestTokens.GATEWAY), header, signer));
            assertRefused(
                    signed(claims("platform-admin").issuer(issuer.name() + "/"), header, signer));
        }

        @Test
        void a_token_is_refused_that_nobody_has_signed() {
            assertRefused(unsigned(claims("platform-admin").issuer(issuer.name())));
        }

        @Test
        void a_token_is_refused_that_takes_the_public_key_for_a_secret() throws JOSEException {
            var key = issuer.rsa().toRSAPublicKey().getEncoded();
            var pem =
                    "-----BEGIN PUBLIC KEY-----\n"
                            + Base64.getMimeEncoder().encodeToString(key)
                            + "\n-----END PUBLIC KEY-----\n";
            var header =
                    new JWSHeader.Builder(JWSAlgorithm.HS256)
                            .keyID(issuer.rsa().getKeyID())
                            .build();

            for (var secret :
                    List.of(
                            key,
                            pem.getBytes(StandardCharsets.UTF_8),
                            issuer.rsa().toPublicJWK().toString().getBytes(StandardCharsets.UTF_8),
                            issuer.rsa().getModulus().decode())) {
                assertRefused(
                        signed(
                                claims("platform-admin").issuer(issuer.name()),
                                header,
                                new MACSigner(secret)));
            }
        }

        @Test
        void a_token_is_refused_that_another_key_has_signed() throws JOSEException {
            var sameName = newKey(issuer.rsa().getKeyID());

            assertRefused(issuer.signed(claims("platform-admin"), JWSAlgorithm.RS256, sameName));
        }

        @Test
        void a_token_is_refused_that_brings_its_own_key() throws JOSEException {
            var own = newKey("own");
            var header =
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .jwk(own.toPublicJWK())
                            .keyID(issuer.rsa().getKeyID())
                            .build();

            assertRefused(
                    signed(
                            claims("platform-admin").issuer(issuer.name()),
                            header,
                            new RSASSASigner(own)));
        }

        @Test
        void a_token_is_refused_that_is_signed_with_a_secret() {
            assertRefused(signed(claims("platform-admin").issuer(issuer.name())));
        }

        @Test
        void keys_that_it_does_not_have_are_not_asked_for_again_and_again() throws JOSEException {
            assertEverywhere(OK, issuer.signed(claims("platform-auditor")));
            var unknown = newKey("unknown");
            var token = issuer.signed(claims("platform-admin"), JWSAlgorithm.RS256, unknown);
            int before = issuer.fetches();
            var begun = System.nanoTime();

            for (int i = 0; i < 20; i++) {
                assertRefused(token);
            }

            var pauses = (System.nanoTime() - begun) / 2_000_000_000L;
            assertThat(issuer.fetches() - before).isLessThanOrEqualTo((int) pauses + 1);
        }

        private void assertRefused(String token) {
            assertEverywhere("unauthenticated", token);
        }

        private void assertEverywhere(String outcome, String token) {
            for (var transport : Transport.values()) {
                assertThat(process.outcome(transport, token, TENANT))
                        .as("%s", transport)
                        .isEqualTo(outcome);
            }
        }
    }

    @Nested
    class Of_an_issuer_that_changes_its_keys {

        @Test
        void new_tokens_are_good_and_old_ones_are_not() {
            try (var issuer = new TestIssuer();
                    var process = new EdgeProcess(Map.of("JWT_ISSUER_URI", issuer.name()))) {
                var old = issuer.signed(claims("platform-auditor"));
                assertThat(process.outcome(Transport.REST, old, TENANT)).isEqualTo(OK);

                issuer.rotate();

                var renewed = issuer.signed(claims("platform-auditor"));
                await().until(() -> process.outcome(Transport.REST, renewed, TENANT).equals(OK));
                assertThat(process.outcome(Transport.GRPC, renewed, TENANT)).isEqualTo(OK);
                assertThat(process.outcome(Transport.REST, old, TENANT))
                        .isEqualTo("unauthenticated");
            }
        }
    }

    @Nested
    class Of_an_issuer_that_is_away {

        private final TestIssuer issuer = new TestIssuer();

        @Test
        void nobody_can_say_whether_they_are_good_until_it_is_back() throws JOSEException {
            issuer.stop();
            try (issuer;
                    var process = new EdgeProcess(Map.of("JWT_ISSUER_URI", issuer.name()))) {
                var token = issuer.signed(claims("platform-auditor"));

                assertThat(process.send(process.request("/health").GET()).statusCode())
                        .isEqualTo(200);
                assertUnavailable(process, token);
                assertThat(process.outcome(Transport.GRPC, token, TENANT)).isEqualTo("unavailable");
                assertKeysGoOn(process);
                assertThat(process.outcome(Transport.REST, "nonsense", TENANT))
                        .isEqualTo("unauthenticated");

                issuer.start();
                await().until(() -> process.outcome(Transport.REST, token, TENANT).equals(OK));

                issuer.stop();
                assertThat(process.outcome(Transport.REST, token, TENANT)).isEqualTo(OK);
                assertThat(process.outcome(Transport.GRPC, token, TENANT)).isEqualTo(OK);
                var byNewKey =
                        issuer.signed(
                                claims("platform-auditor"), JWSAlgorithm.RS256, newKey("new"));
                await().untilAsserted(() -> assertUnavailable(process, byNewKey));
            }
        }

        private static void assertUnavailable(EdgeProcess process, String token) {
            var answer =
                    process.send(
                            process.request("/api/v1/tenants/" + TENANT)
                                    .header("Authorization", "Bearer " + token)
                                    .GET());

            assertProblem(answer, 503, "unavailable");
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        }

        private static void assertKeysGoOn(EdgeProcess process) {
            var key =
                    process.internalTokens()
                            .ofKey(
                                    TestTokens.KEY_ID,
                                    TENANT,
                                    new KeyRights(Set.of("tenant:read"), null));

            assertThat(process.outcome(Transport.REST, key, TENANT)).isEqualTo(OK);
        }
    }

    private static RSAKey newKey(String name) throws JOSEException {
        return new RSAKeyGenerator(2048).keyID(name).generate();
    }
}
