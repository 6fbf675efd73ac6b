package io.voc.tenancy.kit.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;

import io.voc.tenancy.kit.TestIssuer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

class IssuerKeysTest {

    private final TestIssuer issuer = new TestIssuer();
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-01-01T10:00:00Z"));
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final IssuerKeys keys = new IssuerKeys(new Issuer(issuer.name()), clock);

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void are_fetched_when_the_first_is_needed_and_kept() throws KeySourceException {
        assertThat(issuer.fetches()).isZero();

        for (int i = 0; i < 3; i++) {
            assertThat(find(issuer.rsa().getKeyID())).hasSize(1);
        }

        assertThat(issuer.fetches()).isEqualTo(1);
    }

    @Test
    void are_fetched_again_when_they_are_old() throws KeySourceException {
        var withdrawn = issuer.rsa().getKeyID();
        find(withdrawn);
        issuer.rotate();

        pass(IssuerKeys.OLD);

        assertThat(find(issuer.rsa().getKeyID())).hasSize(1);
        assertThat(issuer.fetches()).isEqualTo(2);
        assertThat(find(withdrawn)).isEmpty();
    }

    @Test
    void are_fetched_again_for_one_that_is_not_known_but_not_at_once() throws KeySourceException {
        find(issuer.rsa().getKeyID());
        issuer.rotate();
        assertThat(find(issuer.rsa().getKeyID())).isEmpty();

        pass(IssuerKeys.PAUSE);

        assertThat(find(issuer.rsa().getKeyID())).hasSize(1);
        assertThat(issuer.fetches()).isEqualTo(2);
    }

    @Test
    void stay_good_for_a_while_when_the_issuer_is_away() throws KeySourceException {
        var key = issuer.rsa().getKeyID();
        find(key);
        issuer.stop();

        pass(IssuerKeys.OLD);
        assertThat(find(key)).hasSize(1);

        pass(IssuerKeys.OUTAGE);
        assertUnknown(key);
    }

    @Test
    void can_not_be_known_while_the_issuer_is_away() throws KeySourceException {
        issuer.stop();
        assertUnknown(issuer.rsa().getKeyID());
        issuer.start();
        assertUnknown(issuer.rsa().getKeyID());

        pass(IssuerKeys.PAUSE);

        assertThat(find(issuer.rsa().getKeyID())).hasSize(1);
    }

    @Test
    void are_not_taken_from_someone_who_says_to_be_another() {
        var address = issuer.name().replace("127.0.0.1", "localhost");
        var ofAnother = new IssuerKeys(new Issuer(address), clock);

        assertThatThrownBy(() -> ofAnother.get(selector(issuer.rsa().getKeyID()), null))
                .isInstanceOf(KeySourceException.class);
        assertThat(issuer.fetches()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "nonsense",
                "{}",
                "{\"issuer\": 1}",
                "{\"issuer\": \"%s\"}",
                "{\"issuer\": \"%s\", \"jwks_uri\": null}",
                "{\"issuer\": \"%s\", \"jwks_uri\": 42}",
                "{\"issuer\": \"%s\", \"jwks_uri\": \"keys\"}",
                "{\"issuer\": \"%s\", \"jwks_uri\": \"file:///etc/hostname\"}",
                "{\"issuer\": \"%s\", \"jwks_uri\": \"%s/.well-known/openid-configuration\"}",
                "{\"issuer\": \"%s\", \"jwks_uri\": \"%s/nothing\"}",
            })
    void can_not_be_known_from_an_issuer_that_talks_nonsense(String description) {
        issuer.describe(description);

        assertUnknown(issuer.rsa().getKeyID());
    }

    private void assertUnknown(String key) {
        assertThatThrownBy(() -> find(key)).isInstanceOf(KeySourceException.class);
    }

    private List<JWK> find(String key) throws KeySourceException {
        return keys.get(selector(key), null);
    }

    private static JWKSelector selector(String key) {
        return new JWKSelector(new JWKMatcher.Builder().keyID(key).build());
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }
}
