package io.voc.tenancy.contracts.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyChanged;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyIssued;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyRevoked;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyRotated;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

class ApiKeyViewTest {

    private static final Instant ISSUED_AT = Instant.parse("2026-01-01T10:00:00Z");
    private static final Instant REVOKED_AT = Instant.parse("2026-02-01T10:00:00Z");
    private static final Instant EXPIRES_AT = Instant.parse("2027-01-01T00:00:00Z");
    private static final ApiKeyRevoked REVOKED = new ApiKeyRevoked("key_1", "ten_1", "leaked");
    private static final ApiKeyIssued ISSUED =
            new ApiKeyIssued(
                    "key_1",
                    "ten_1",
                    "Voice gateway",
                    Set.of("keys:read", "config:read"),
                    "TEST",
                    EXPIRES_AT,
                    "the-digest",
                    "tm_test_Ab3d",
                    "9xYz",
                    List.of("10.0.0.0/8"),
                    Map.of("team", "calls"),
                    null);

    private final ApiKeyView issued = ApiKeyView.after(null, ISSUED, ISSUED_AT);

    @Nested
    class An_issued_key {

        @Test
        void is_active_at_version_1() {
            assertThat(issued)
                    .isEqualTo(
                            new ApiKeyView(
                                    "key_1",
                                    "ten_1",
                                    "Voice gateway",
                                    "tm_test_Ab3d",
                                    "9xYz",
                                    new TreeSet<>(Set.of("config:read", "keys:read")),
                                    ApiKeyEnvironment.TEST,
                                    ApiKeyStatus.ACTIVE,
                                    EXPIRES_AT,
                                    List.of("10.0.0.0/8"),
                                    new TreeMap<>(Map.of("team", "calls")),
                                    null,
                                    null,
                                    null,
                                    ISSUED_AT,
                                    null,
                                    1));
        }

        @Test
        void lists_its_scopes_in_order() {
            assertThat(issued.scopes()).containsExactly("config:read", "keys:read");
        }

        @Test
        void does_not_show_its_digest() {
            assertThat(issued.toString()).doesNotContain("the-digest");
        }
    }

    @Nested
    class A_changed_key {

        private final ApiKeyView changed =
                ApiKeyView.after(
                        issued,
                        new ApiKeyChanged(
                                "key_1",
                                "ten_1",
                                "Another",
                                Set.of("config:*"),
                                null,
                                List.of(),
                                Map.of(),
                                null),
                        REVOKED_AT);

        @Test
        void has_the_other_settings_at_the_next_version() {
            assertThat(changed.settings())
                    .isEqualTo(
                            ApiKeySettings.of(
                                    "Another",
                                    Set.of("config:*"),
                                    null,
                                    List.of(),
                                    Map.of(),
                                    null));
            assertThat(changed.version()).isEqualTo(2);
        }

        @Test
        void keeps_everything_else() {
            assertThat(changed)
                    .usingRecursiveComparison()
                    .ignoringFields(
                            "name", "scopes", "expiresAt", "allowedCidrs", "metadata", "version")
                    .isEqualTo(issued);
        }
    }

    @Nested
    class A_rotated_key {

        private final ApiKeyView rotated =
                ApiKeyView.after(
                        issued,
                        new ApiKeyRotated(
                                "key_1",
                                "ten_1",
                                "another-digest",
                                "tm_test_wXyz",
                                "1234",
                                EXPIRES_AT,
                                "planned"),
                        REVOKED_AT);

        @Test
        void shows_the_ends_of_its_new_secret_and_the_time_of_the_old_one() {
            assertThat(rotated.prefix()).isEqualTo("tm_test_wXyz");
            assertThat(rotated.last4()).isEqualTo("1234");
            assertThat(rotated.previousSecretValidUntil()).isEqualTo(EXPIRES_AT);
            assertThat(rotated.version()).isEqualTo(2);
        }

        @Test
        void keeps_everything_else() {
            assertThat(rotated)
                    .usingRecursiveComparison()
                    .ignoringFields("prefix", "last4", "previousSecretValidUntil", "version")
                    .isEqualTo(issued);
        }

        @Test
        void has_no_old_secret_any_more_once_it_is_revoked() {
            var revoked = ApiKeyView.after(rotated, REVOKED, REVOKED_AT);

            assertThat(revoked.previousSecretValidUntil()).isNull();
        }
    }

    @Nested
    class A_revoked_key {

        private final ApiKeyView revoked = ApiKeyView.after(issued, REVOKED, REVOKED_AT);

        @Test
        void says_since_when_at_the_next_version() {
            assertThat(revoked.status()).isEqualTo(ApiKeyStatus.REVOKED);
            assertThat(revoked.revokedAt()).isEqualTo(REVOKED_AT);
            assertThat(revoked.version()).isEqualTo(2);
        }

        @Test
        void keeps_everything_else() {
            assertThat(revoked)
                    .usingRecursiveComparison()
                    .ignoringFields("status", "revokedAt", "version")
                    .isEqualTo(issued);
        }
    }

    @Test
    void no_history_begins_with_a_revocation() {
        assertThatThrownBy(() -> ApiKeyView.after(null, REVOKED, REVOKED_AT))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("begins with its issue");
    }
}
