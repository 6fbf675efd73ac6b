package io.voc.tenancy.kit;

import static io.voc.tenancy.kit.EdgeProcess.OK;
import static io.voc.tenancy.kit.EdgeProcess.TENANT;
import static io.voc.tenancy.kit.TestTokens.GATEWAY;
import static io.voc.tenancy.kit.TestTokens.INTERNAL_KEY;
import static io.voc.tenancy.kit.TestTokens.KEY_ID;
import static io.voc.tenancy.kit.TestTokens.OTHER_KEY;
import static io.voc.tenancy.kit.TestTokens.claims;
import static io.voc.tenancy.kit.TestTokens.fromNow;
import static io.voc.tenancy.kit.TestTokens.keyClaims;
import static io.voc.tenancy.kit.TestTokens.signed;
import static io.voc.tenancy.kit.TestTokens.unsigned;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;

import io.voc.tenancy.contracts.identity.KeyRights;
import io.voc.tenancy.kit.EdgeProcess.Transport;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Who gets in where tokens are signed with a secret, and as an internal caller. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallersTest {

    private static final String OTHER_TENANT = "ten_01h455vb4pex5vsknk084sn02r";

    private final EdgeProcess process = new EdgeProcess();

    @AfterAll
    void stop() {
        process.close();
    }

    @Nested
    class A_token_from_outside {

        @ParameterizedTest
        @EnumSource
        void is_good_with_the_secrets_signature(Transport transport) {
            assertThat(process.outcome(transport, signed(claims("tenant-viewer")), TENANT))
                    .isEqualTo(OK);
        }

        @ParameterizedTest
        @EnumSource
        void finds_no_other_tenant(Transport transport) {
            assertThat(process.outcome(transport, signed(claims("tenant-admin")), OTHER_TENANT))
                    .isEqualTo("not-found");
        }

        @ParameterizedTest
        @EnumSource
        void gains_nothing_by_scopes(Transport transport) {
            var scopes = claims("service").claim("scopes", List.of("*:*"));

            assertThat(process.outcome(transport, signed(scopes), TENANT)).isEqualTo("forbidden");
        }

        static Stream<Arguments> bad() {
            var admin = claims("platform-admin");
            return everywhere(
                    Arguments.of("no token at all", "nonsense"),
                    Arguments.of("an API key", "tm_live_" + "0".repeat(33) + "_000000"),
                    Arguments.of(
                            "expired",
                            signed(claims("platform-admin").expirationTime(fromNow(-30)))),
                    Arguments.of("unsigned", unsigned(admin)),
                    Arguments.of("signed by another", signed(admin, JWSAlgorithm.HS256, OTHER_KEY)),
                    Arguments.of(
                            "signed for the gateway",
                            signed(admin, JWSAlgorithm.HS256, INTERNAL_KEY)),
                    Arguments.of(
                            "another algorithm",
                            signed(
                                    admin,
                                    JWSAlgorithm.HS512,
                                    TestTokens.SECRET + TestTokens.SECRET)),
                    Arguments.of("scopes alone", signed(claims().claim("scopes", List.of("*:*")))));
        }

        @ParameterizedTest(name = "{0} on {2}")
        @MethodSource("bad")
        void is_refused_if_it_is_not_good(String what, String token, Transport transport) {
            assertThat(process.outcome(transport, token, TENANT))
                    .as(what)
                    .isEqualTo("unauthenticated");
        }
    }

    @Nested
    class An_internal_token {

        @Test
        void lets_a_key_do_what_its_scopes_cover() {
            assertThat(process.outcome(Transport.REST, keyWith("tenant:read"), TENANT))
                    .isEqualTo(OK);
            assertThat(process.outcome(Transport.REST, keyWith("*:*"), TENANT)).isEqualTo(OK);
            assertThat(process.outcome(Transport.REST, keyWith("keys:read"), TENANT))
                    .isEqualTo("forbidden");
        }

        @Test
        void lets_a_key_do_nothing_where_keys_may_not() {
            var answer =
                    process.send(
                            process.as("service", "/api/v1/tenants")
                                    .setHeader("Authorization", "Bearer " + keyWith("*:*"))
                                    .POST(BodyPublishers.ofString("{}")));

            assertThat(EdgeProcess.outcome(answer)).isEqualTo("forbidden");
        }

        @Test
        void lets_a_key_find_no_other_tenant() {
            assertThat(process.outcome(Transport.REST, keyWith("*:*"), OTHER_TENANT))
                    .isEqualTo("not-found");
        }

        @Test
        void lets_a_key_call_nothing_on_grpc() {
            assertThat(process.outcome(Transport.GRPC, keyWith("*:*"), TENANT))
                    .isEqualTo("forbidden");
        }

        @ParameterizedTest
        @EnumSource
        void makes_the_gateway_a_service_and_no_more(Transport transport) {
            assertThat(process.outcome(transport, process.internalTokens().ofGateway(), TENANT))
                    .isEqualTo("forbidden");
        }

        @Test
        void ends_with_its_key() {
            var ended =
                    process.internalTokens()
                            .ofKey(
                                    KEY_ID,
                                    TENANT,
                                    new KeyRights(Set.of("*:*"), Instant.now().minusSeconds(30)));

            assertThat(process.outcome(Transport.REST, ended, TENANT)).isEqualTo("unauthenticated");
        }

        static Stream<Arguments> forged() {
            return everywhere(
                    Arguments.of(
                            "signed by another",
                            signed(keyClaims("*:*"), JWSAlgorithm.HS256, OTHER_KEY)),
                    Arguments.of("signed with the other secret", signed(keyClaims("*:*"))),
                    Arguments.of(
                            "an admin's, with the other secret",
                            signed(claims("platform-admin").issuer(GATEWAY))),
                    Arguments.of("unsigned", unsigned(keyClaims("*:*"))),
                    Arguments.of(
                            "another algorithm", ofGateway(keyClaims("*:*"), JWSAlgorithm.HS384)),
                    Arguments.of(
                            "expired", ofGateway(keyClaims("*:*").expirationTime(fromNow(-30)))),
                    Arguments.of("endless", ofGateway(keyClaims("*:*").expirationTime(null))),
                    Arguments.of("of no key", ofGateway(keyClaims("*:*").subject("alice"))),
                    Arguments.of("of no tenant", ofGateway(keyClaims("*:*").claim("tid", null))),
                    Arguments.of(
                            "of a role that the gateway has not",
                            ofGateway(claims("platform-admin").issuer(GATEWAY))));
        }

        @ParameterizedTest(name = "{0} on {2}")
        @MethodSource("forged")
        void is_refused_if_the_gateway_has_not_made_it(
                String what, String token, Transport transport) {
            assertThat(process.outcome(transport, token, TENANT))
                    .as(what)
                    .isEqualTo("unauthenticated");
        }

        private String keyWith(String scope) {
            return process.internalTokens()
                    .ofKey(KEY_ID, TENANT, new KeyRights(Set.of(scope), null));
        }

        private static String ofGateway(JWTClaimsSet.Builder claims) {
            return ofGateway(claims, JWSAlgorithm.HS256);
        }

        private static String ofGateway(JWTClaimsSet.Builder claims, JWSAlgorithm algorithm) {
            return signed(claims, algorithm, INTERNAL_KEY);
        }
    }

    private static Stream<Arguments> everywhere(Arguments... tokens) {
        return Stream.of(tokens)
                .flatMap(token ->
                        Stream.of(Transport.values())
                                .map(transport ->
                                        Arguments.of(token.get()[0], token.get()[1], transport)));
    }
}
