package io.voc.tenancy.kit.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

class RememberedTokensTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicInteger verifications = new AtomicInteger();
    private final AtomicReference<String> keys = new AtomicReference<>("these");
    private final RememberedTokens tokens =
            new RememberedTokens(this::verified, keys::get, Clock.fixed(NOW, ZoneOffset.UTC));

    private Jwt verified(String token) {
        verifications.incrementAndGet();
        if (token.startsWith("bad")) {
            throw new BadJwtException("bad");
        }
        return Jwt.withTokenValue(token)
                .header("alg", "HS256")
                .subject(token)
                .expiresAt(token.startsWith("ended") ? NOW : NOW.plusSeconds(60))
                .build();
    }

    @Test
    void a_good_one_is_verified_once() {
        assertThat(tokens.decode("good")).isSameAs(tokens.decode("good"));

        assertThat(verifications).hasValue(1);
    }

    @Test
    void a_good_one_is_verified_again_once_the_keys_are_others() {
        tokens.decode("good");
        keys.set("others");
        tokens.decode("good");

        assertThat(verifications).hasValue(2);
    }

    @Test
    void each_is_remembered_as_itself() {
        assertThat(tokens.decode("one").getSubject()).isEqualTo("one");
        assertThat(tokens.decode("other").getSubject()).isEqualTo("other");
    }

    @Test
    void one_that_was_refused_is_verified_again() {
        assertThatThrownBy(() -> tokens.decode("bad")).isInstanceOf(BadJwtException.class);
        assertThatThrownBy(() -> tokens.decode("bad")).isInstanceOf(BadJwtException.class);

        assertThat(verifications).hasValue(2);
    }

    @Test
    void one_that_has_come_to_its_end_is_verified_again() {
        tokens.decode("ended");
        tokens.decode("ended");

        assertThat(verifications).hasValue(2);
    }
}
