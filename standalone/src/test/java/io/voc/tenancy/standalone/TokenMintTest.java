package io.voc.tenancy.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.Role;
import io.voc.tenancy.kit.identity.Tokens;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;

import javax.crypto.spec.SecretKeySpec;

class TokenMintTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String TENANT = "ten_01h455vb4pex5vsknk084sn02q";
    private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final TokenMint mint = new TokenMint(SECRET, Clock.fixed(NOW, ZoneOffset.UTC));

    @Nested
    class A_minted_token {

        @ParameterizedTest
        @EnumSource
        void says_who_its_bearer_is(Role role) {
            var tenantId = role.isOfTenant() ? TENANT : null;
            var token = decoder(SECRET, NOW).decode(mint.mint("alice", role, tenantId, HOUR));

            assertThat(Tokens.actorOf(token)).isEqualTo(new Actor("alice", Set.of(role), tenantId));
        }

        @Test
        void is_valid_for_as_long_as_asked() {
            var token = decoder(SECRET, NOW).decode(admin());

            assertThat(token.getIssuedAt()).isEqualTo(NOW);
            assertThat(token.getExpiresAt()).isEqualTo(NOW.plus(HOUR));
        }

        @Test
        void is_not_valid_any_longer() {
            assertThatThrownBy(
                            () -> decoder(SECRET, NOW.plus(HOUR.multipliedBy(2))).decode(admin()))
                    .isInstanceOf(JwtException.class)
                    .hasMessageContaining("expired");
        }

        @Test
        void has_no_tenant_when_none_is_given() {
            assertThat(decoder(SECRET, NOW).decode(admin()).getClaims())
                    .doesNotContainKey(Tokens.TENANT_CLAIM);
        }

        @Test
        void is_worth_nothing_where_another_secret_is_known() {
            assertThatThrownBy(() -> decoder(SECRET.replace('a', 'b'), NOW).decode(admin()))
                    .isInstanceOf(JwtException.class);
        }

        private String admin() {
            return mint.mint("alice", Role.PLATFORM_ADMIN, null, HOUR);
        }
    }

    @Test
    void a_secret_that_is_too_short_is_named_and_not_shown() {
        var mintOfShortSecret = new TokenMint("hunter2", Clock.systemUTC());

        assertThatThrownBy(() -> mintOfShortSecret.mint("alice", Role.SERVICE, null, HOUR))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageStartingWith("JWT_SECRET is malformed")
                .hasMessageNotContaining("hunter2");
    }

    private static NimbusJwtDecoder decoder(String secret, Instant at) {
        var key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        var timestamps = new JwtTimestampValidator();
        timestamps.setClock(Clock.fixed(at, ZoneOffset.UTC));
        var decoder = NimbusJwtDecoder.withSecretKey(key).macAlgorithm(MacAlgorithm.HS256).build();
        decoder.setJwtValidator(timestamps);
        return decoder;
    }
}
