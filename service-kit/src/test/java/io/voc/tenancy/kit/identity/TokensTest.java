package io.voc.tenancy.kit.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;

import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.Role;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;

import javax.crypto.spec.SecretKeySpec;

class TokensTest {

    private static final String SECRET =
            "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static final String OTHER_SECRET = SECRET.replace('a', 'b');
    private static final String TENANT = "ten_01h455vb4pex5vsknk084sn02q";

    private final JwtDecoder decoder =
            TokenDecoder.ofSecret(
                    new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));

    @Nested
    class A_complete_token {

        @ParameterizedTest
        @EnumSource(names = {"PLATFORM_ADMIN", "PLATFORM_AUDITOR", "SERVICE"})
        void of_the_platform_needs_no_tenant(Role role) {
            assertThat(actorOf(claims(role.claim())))
                    .isEqualTo(new Actor("alice", Set.of(role), null));
        }

        @ParameterizedTest
        @EnumSource(names = {"TENANT_ADMIN", "TENANT_VIEWER"})
        void of_a_tenant_says_which(Role role) {
            assertThat(actorOf(claims(role.claim()).claim(Tokens.TENANT_CLAIM, TENANT)))
                    .isEqualTo(new Actor("alice", Set.of(role), TENANT));
        }

        @Test
        void may_have_several_roles_and_those_that_are_not_known_are_left_out() {
            var token = claims("service", "platform-auditor", "coffee-maker", "PLATFORM_ADMIN");

            assertThat(actorOf(token).roles())
                    .containsExactlyInAnyOrder(Role.SERVICE, Role.PLATFORM_AUDITOR);
        }

        private Actor actorOf(JWTClaimsSet.Builder claims) {
            return Tokens.actorOf(decoder.decode(signed(claims, JWSAlgorithm.HS256, SECRET)));
        }
    }

    @Nested
    class A_token_is_refused {

        @Test
        void when_it_has_expired() {
            assertRefused(admin().expirationTime(in(Duration.ofSeconds(-30))), "expired");
        }

        @Test
        void when_it_is_not_valid_yet() {
            assertRefused(admin().notBeforeTime(in(Duration.ofMinutes(5))), "before");
        }

        @Test
        void when_it_never_expires() {
            assertRefused(admin().expirationTime(null), "no exp");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "  "})
        void when_it_has_a_blank_subject(String subject) {
            assertRefused(admin().subject(subject), "no sub");
        }

        @Test
        void when_it_has_no_subject() {
            assertRefused(admin().subject(null), "no sub");
        }

        @ParameterizedTest
        @ValueSource(strings = {"coffee-maker", "PLATFORM_ADMIN", "platform_admin", ""})
        void when_it_has_no_role_that_is_known(String role) {
            assertRefused(claims(role), "no role");
        }

        @Test
        void when_it_has_no_roles() {
            assertRefused(claims(), "no role");
            assertRefused(admin().claim(Tokens.ROLES_CLAIM, null), "no role");
        }

        @Test
        void when_its_roles_are_no_array() {
            assertRefused(admin().claim(Tokens.ROLES_CLAIM, "platform-admin"), "no role");
        }

        @ParameterizedTest
        @ValueSource(strings = {"tenant-admin", "tenant-viewer"})
        void when_it_has_a_role_of_a_tenant_but_none(String role) {
            assertRefused(claims(role), "no tid");
            assertRefused(claims(role, "service"), "no tid");
            assertRefused(claims(role).claim(Tokens.TENANT_CLAIM, "acme"), "no tid");
            assertRefused(claims(role).claim(Tokens.TENANT_CLAIM, 42), "no tid");
            assertRefused(claims(role).claim(Tokens.TENANT_CLAIM, List.of(TENANT)), "no tid");
        }

        @Test
        void when_another_key_signed_it() {
            assertRefused(signed(admin(), JWSAlgorithm.HS256, OTHER_SECRET), "signature");
        }

        @Test
        void when_another_algorithm_signed_it() {
            assertRefused(signed(admin(), JWSAlgorithm.HS384, SECRET), "algorithm");
            assertRefused(signed(admin(), JWSAlgorithm.HS512, SECRET), "algorithm");
        }

        @Test
        void when_nobody_signed_it() {
            assertRefused(new PlainJWT(admin().build()).serialize(), "algorithm");
        }

        @Test
        void when_its_claims_were_changed() {
            var viewer = signed(claims("service"), JWSAlgorithm.HS256, SECRET).split("\\.", -1);
            var admin = signed(admin(), JWSAlgorithm.HS256, SECRET).split("\\.", -1);

            assertRefused(viewer[0] + "." + admin[1] + "." + viewer[2], "signature");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "x", "a.b.c", "not a token"})
        void when_it_is_none(String text) {
            assertThatThrownBy(() -> decoder.decode(text)).isInstanceOf(JwtException.class);
        }

        private void assertRefused(JWTClaimsSet.Builder claims, String why) {
            assertRefused(signed(claims, JWSAlgorithm.HS256, SECRET), why);
        }

        private void assertRefused(String token, String why) {
            assertThatThrownBy(() -> decoder.decode(token))
                    .isInstanceOf(JwtException.class)
                    .hasMessageContaining(why);
        }
    }

    @Test
    void clocks_may_differ_by_a_few_seconds() {
        var justExpired = admin().expirationTime(in(Duration.ofSeconds(-1)));

        assertThat(decoder.decode(signed(justExpired, JWSAlgorithm.HS256, SECRET)).getSubject())
                .isEqualTo("alice");
    }

    private static JWTClaimsSet.Builder admin() {
        return claims("platform-admin");
    }

    private static JWTClaimsSet.Builder claims(String... roles) {
        return new JWTClaimsSet.Builder()
                .subject("alice")
                .claim(Tokens.ROLES_CLAIM, List.of(roles))
                .expirationTime(in(Duration.ofHours(1)));
    }

    private static Date in(Duration duration) {
        return Date.from(Instant.now().plus(duration));
    }

    private static String signed(JWTClaimsSet.Builder claims, JWSAlgorithm algorithm, String key) {
        var token = new SignedJWT(new JWSHeader(algorithm), claims.build());
        try {
            token.sign(new MACSigner(key));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
        return token.serialize();
    }
}
