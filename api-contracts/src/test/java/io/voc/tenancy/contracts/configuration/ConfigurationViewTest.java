package io.voc.tenancy.contracts.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.configuration.ConfigurationEvent.ConfigurationReplaced;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

class ConfigurationViewTest {

    private static final Instant AT = Instant.parse("2026-01-01T10:00:00Z");
    private static final TenantConfiguration EMPTY = new TenantConfiguration(List.of(), null);
    private static final TenantConfiguration GERMAN =
            new TenantConfiguration(
                    List.of(),
                    new Telephony(
                            Telephony.Provider.SIP,
                            null,
                            List.of(),
                            null,
                            null,
                            null,
                            null,
                            List.of("DE"),
                            null));

    @Nested
    class None_yet {

        private final ConfigurationView none = ConfigurationView.none("ten_1");

        @Test
        void is_empty_at_version_0() {
            assertThat(none).isEqualTo(new ConfigurationView("ten_1", 0, null, List.of(), null));
        }

        @Test
        void holds_the_empty_document_and_no_other() {
            assertThat(none.holds(EMPTY)).isTrue();
            assertThat(none.holds(GERMAN)).isFalse();
        }
    }

    @Nested
    class A_stored_one {

        private final ConfigurationView stored =
                ConfigurationView.after(new ConfigurationReplaced("ten_1", 7, GERMAN), AT);

        @Test
        void is_what_the_event_says() {
            assertThat(stored)
                    .isEqualTo(
                            new ConfigurationView("ten_1", 7, AT, List.of(), GERMAN.telephony()));
        }

        @Test
        void holds_its_own_document_only() {
            assertThat(stored.holds(GERMAN)).isTrue();
            assertThat(stored.holds(EMPTY)).isFalse();
        }
    }
}
