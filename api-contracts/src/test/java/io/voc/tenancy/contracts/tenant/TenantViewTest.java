package io.voc.tenancy.contracts.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voc.tenancy.contracts.tenant.TenantEvent.TenantActivated;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantDeleted;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantProfileReplaced;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPurged;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRegistered;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRestored;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantSuspended;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Map;

class TenantViewTest {

    private static final String ID = "ten_01h455vb4pex5vsknk084sn02q";
    private static final Instant REGISTERED_AT = Instant.parse("2026-01-01T10:00:00Z");
    private static final Instant LATER = Instant.parse("2026-02-01T10:00:00Z");
    private static final Instant LAST = Instant.parse("2026-03-01T10:00:00Z");
    private static final TenantRegistered REGISTERED =
            new TenantRegistered(
                    ID,
                    "acme",
                    "Acme",
                    "ops@acme.example",
                    "eu-central",
                    "growth",
                    Map.of("crm", "42"),
                    TenantStatus.ACTIVE);

    private final TenantView registered = TenantView.after(null, REGISTERED, REGISTERED_AT);

    @Nested
    class A_registered_tenant {

        @Test
        void is_active_at_version_1() {
            assertThat(registered)
                    .isEqualTo(
                            new TenantView(
                                    ID,
                                    "acme",
                                    "Acme",
                                    "ops@acme.example",
                                    "eu-central",
                                    "growth",
                                    Map.of("crm", "42"),
                                    TenantStatus.ACTIVE,
                                    null,
                                    1,
                                    REGISTERED_AT,
                                    REGISTERED_AT,
                                    null,
                                    null));
        }

        @Test
        void has_its_own_profile_only() {
            assertThat(registered.hasProfile("Acme", "ops@acme.example", Map.of("crm", "42")))
                    .isTrue();
            assertThat(registered.hasProfile("ACME", "ops@acme.example", Map.of("crm", "42")))
                    .isFalse();
            assertThat(registered.hasProfile("Acme", "it@acme.example", Map.of("crm", "42")))
                    .isFalse();
            assertThat(registered.hasProfile("Acme", "ops@acme.example", Map.of())).isFalse();
        }
    }

    @Nested
    class A_replaced_profile {

        private final TenantView replaced =
                TenantView.after(
                        registered,
                        new TenantProfileReplaced(
                                ID, "Acme Inc", "it@acme.example", Map.of("tier", "gold")),
                        LATER);

        @Test
        void is_the_new_one_as_a_whole() {
            assertThat(replaced.name()).isEqualTo("Acme Inc");
            assertThat(replaced.contactEmail()).isEqualTo("it@acme.example");
            assertThat(replaced.metadata()).isEqualTo(Map.of("tier", "gold"));
        }

        @Test
        void is_the_next_version() {
            assertThat(replaced.version()).isEqualTo(2);
            assertThat(replaced.updatedAt()).isEqualTo(LATER);
        }

        @Test
        void changes_nothing_else() {
            assertThat(replaced)
                    .usingRecursiveComparison()
                    .ignoringFields("name", "contactEmail", "metadata", "version", "updatedAt")
                    .isEqualTo(registered);
        }

        @Test
        void leaves_a_suspension_and_its_reason() {
            var suspended = TenantView.after(registered, new TenantSuspended(ID, "unpaid"), LATER);
            var renamed =
                    TenantView.after(
                            suspended,
                            new TenantProfileReplaced(ID, "Acme", "it@acme.example", Map.of()),
                            LAST);

            assertThat(renamed.status()).isEqualTo(TenantStatus.SUSPENDED);
            assertThat(renamed.statusReason()).isEqualTo("unpaid");
        }
    }

    @Nested
    class A_suspended_tenant {

        private final TenantView suspended =
                TenantView.after(registered, new TenantSuspended(ID, "unpaid"), LATER);

        @Test
        void says_why_at_the_next_version() {
            assertThat(suspended.status()).isEqualTo(TenantStatus.SUSPENDED);
            assertThat(suspended.statusReason()).isEqualTo("unpaid");
            assertThat(suspended.version()).isEqualTo(2);
            assertThat(suspended.updatedAt()).isEqualTo(LATER);
        }

        @Test
        void keeps_everything_else() {
            assertThat(suspended)
                    .usingRecursiveComparison()
                    .ignoringFields("status", "statusReason", "version", "updatedAt")
                    .isEqualTo(registered);
        }

        @Test
        void is_active_again_with_the_reason_for_that() {
            var active = TenantView.after(suspended, new TenantActivated(ID, "paid"), LAST);

            assertThat(active.status()).isEqualTo(TenantStatus.ACTIVE);
            assertThat(active.statusReason()).isEqualTo("paid");
            assertThat(active.version()).isEqualTo(3);
            assertThat(active.updatedAt()).isEqualTo(LAST);
        }

        @Test
        void forgets_its_reason_when_none_is_given_for_what_follows() {
            var active = TenantView.after(suspended, new TenantActivated(ID, null), LAST);

            assertThat(active.statusReason()).isNull();
        }
    }

    @Nested
    class A_deleted_tenant {

        private final TenantView deleted =
                TenantView.after(
                        registered,
                        new TenantDeleted(ID, "left", Instant.parse("2030-01-01T00:00:00Z")),
                        LATER);

        @Test
        void says_since_when_and_why_at_the_next_version() {
            assertThat(deleted.status()).isEqualTo(TenantStatus.DELETED);
            assertThat(deleted.statusReason()).isEqualTo("left");
            assertThat(deleted.deletedAt()).isEqualTo(LATER);
            assertThat(deleted.updatedAt()).isEqualTo(LATER);
            assertThat(deleted.version()).isEqualTo(2);
        }

        @Test
        void keeps_everything_else() {
            assertThat(deleted)
                    .usingRecursiveComparison()
                    .ignoringFields(
                            "status",
                            "statusReason",
                            "version",
                            "updatedAt",
                            "deletedAt",
                            "purgeAfter")
                    .isEqualTo(registered);
        }
    }

    @Nested
    class A_restored_tenant {

        @Test
        void is_what_it_was_but_for_its_version_and_reason() {
            var deleted = TenantView.after(registered, new TenantDeleted(ID, "left", LATER), LATER);
            var restored =
                    TenantView.after(
                            deleted, new TenantRestored(ID, TenantStatus.ACTIVE, "back"), LATER);

            assertThat(restored.version()).isEqualTo(3);
            assertThat(restored.statusReason()).isEqualTo("back");
            assertThat(restored)
                    .usingRecursiveComparison()
                    .ignoringFields("statusReason", "version", "updatedAt")
                    .isEqualTo(registered);
        }
    }

    @Nested
    class A_purged_tenant {

        @Test
        void is_a_tombstone() {
            var deleted = TenantView.after(registered, new TenantDeleted(ID, "left", LATER), LATER);

            assertThat(TenantView.after(deleted, new TenantPurged(ID, "acme"), LATER))
                    .isEqualTo(
                            new TenantView(
                                    ID,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    TenantStatus.PURGED,
                                    null,
                                    3,
                                    REGISTERED_AT,
                                    LATER,
                                    LATER,
                                    null));
        }
    }

    @Test
    void no_history_begins_but_with_a_registration() {
        assertThatThrownBy(() -> TenantView.after(null, new TenantSuspended(ID, null), LATER))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("begins with its registration");
    }
}
