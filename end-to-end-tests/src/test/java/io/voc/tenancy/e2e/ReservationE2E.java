package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.Refusals.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What goes on at one time takes a place, of which there are so many. */
class ReservationE2E {

    private final Api api = Standalone.shared().api();
    private final Used tenant = Used.tenant(api).limitedTo("concurrent-calls", 2, "", "HARD");

    @Test
    void is_granted_while_there_are_places() {
        var first = tenant.reserve(60);
        var second = tenant.reserve(60);

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.text("id")).startsWith("rsv_");
        assertThat(second.body().path("used").asLong()).isEqualTo(2);
        assertThat(second.body().path("limit").asLong()).isEqualTo(2);
        assertThat(Instant.parse(second.text("expiresAt"))).isAfter(Instant.now());
        assertRefused(tenant.reserve(60), 429, "quota-exceeded");

        assertThat(api.delete(place(first)).status()).isEqualTo(204);
        assertThat(tenant.reserve(60).status()).isEqualTo(201);
    }

    @Test
    void ends_by_itself() {
        tenant.reserve(60);
        var brief = tenant.reserve(1);
        var end = Instant.parse(brief.text("expiresAt"));

        await().pollInterval(Duration.ofMillis(20)).until(() -> tenant.reserve(60).status() == 201);

        assertThat(Instant.now()).isBetween(end, end.plusSeconds(1));
        assertRefused(api.put(place(brief), Map.of("ttlSeconds", 60)), 409, "reservation-ended");
    }

    @Test
    void is_kept() {
        var taken = tenant.reserve(1);

        var kept = api.put(place(taken), Map.of("ttlSeconds", 3600));

        assertThat(kept.status()).isEqualTo(200);
        assertThat(Instant.parse(kept.text("expiresAt")))
                .isAfter(Instant.parse(taken.text("expiresAt")).plusSeconds(3_000));
    }

    @Test
    void is_given_back_by_a_suspended_tenant_that_gets_no_more() {
        var taken = tenant.reserve(60);
        api.post(tenant.path("/suspend"), Map.of());

        assertRefused(tenant.reserve(60), 403, "tenant-suspended");
        assertRefused(api.put(place(taken), Map.of("ttlSeconds", 60)), 403, "tenant-suspended");
        assertThat(api.delete(place(taken)).status()).isEqualTo(204);
    }

    @Test
    void is_the_tenants_own() {
        var taken = tenant.reserve(60).text("id");
        var other = Used.tenant(api);

        assertRefused(api.delete(other.path("/reservations/" + taken)), 404, "not-found");
    }

    private String place(Api.Answer reservation) {
        return tenant.path("/reservations/" + reservation.text("id"));
    }
}
