package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.Refusals.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.tenant.TenantStatus;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;

/** What becomes of a tenant when it is asked for a transition or a change. */
class TenantLifeE2E {

    /**
     * What an operator's request comes to: the status of the tenant's next version, {@code same}
     * when the tenant stays as it is, or why the request is refused.
     */
    private static final String TRANSITIONS =
            """
            activate     | ACTIVE             | same               | ACTIVE             | tenant-deleted | tenant-purged
            suspend      | tenant-not-active  | SUSPENDED          | same               | tenant-deleted | tenant-purged
            delete       | DELETED            | DELETED            | DELETED            | same           | same
            restore      | same               | same               | same               | ACTIVE         | tenant-purged
            purge        | tenant-not-deleted | tenant-not-deleted | tenant-not-deleted | PURGED         | same
            PUT          | PENDING            | ACTIVE             | SUSPENDED          | tenant-deleted | tenant-purged
            PATCH        | PENDING            | ACTIVE             | SUSPENDED          | tenant-deleted | tenant-purged
            PUT config   | same               | same               | same               | tenant-deleted | tenant-purged
            PATCH config | same               | same               | same               | tenant-deleted | tenant-purged
            create key   | same               | same               | same               | tenant-deleted | tenant-purged
            revoke key   | same               | same               | same               | tenant-deleted | tenant-purged
            """;

    private final Standalone standalone = Standalone.shared();
    private final Api api = standalone.api();

    static Stream<Arguments> transitions() {
        return StatusTable.cells(TRANSITIONS);
    }

    @ParameterizedTest(name = "{0} of {1}: {2}")
    @MethodSource("transitions")
    void a_request_comes_to_what_the_status_allows(
            String request, TenantStatus status, String outcome) {
        var tenant = SampleTenant.in(status, api);

        var answer = tenant.asked(request, api);

        var before = tenant.state();
        if (outcome.startsWith("tenant-")) {
            assertRefused(answer, 409, outcome);
            assertThat(tenant.read().body()).isEqualTo(before.body());
        } else if (outcome.equals("same")) {
            assertThat(answer.status()).isIn(200, 201);
            assertThat(tenant.read().body()).isEqualTo(before.body());
        } else {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text("status")).isEqualTo(outcome);
            assertThat(answer.version()).isEqualTo(before.version() + 1);
            assertThat(new SampleTenant(api, tenant.key(), answer).read().body())
                    .isEqualTo(answer.body());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING, activate",
        "ACTIVE, suspend",
        "SUSPENDED, activate",
        "PENDING, delete",
        "ACTIVE, delete",
        "SUSPENDED, delete",
        "DELETED, restore",
    })
    void a_transitions_reason_is_that_of_the_status_until_the_next(
            TenantStatus status, String transition) {
        var tenant = SampleTenant.in(status, api);

        var answer = tenant.asked(transition, Map.of("reason", "as they asked for"));
        var again = tenant.asked(transition, Map.of("reason", "as they asked for again"));

        assertThat(answer.text("statusReason")).isEqualTo("as they asked for");
        assertThat(again.body()).as("no reason for what did not happen").isEqualTo(answer.body());
        var next = tenant.after(transition.equals("delete") ? "restore" : "delete");
        assertThat(next.state().body().has("statusReason")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"PENDING", "ACTIVE", "SUSPENDED"})
    void restoring_leads_back_to_the_status_before(TenantStatus status) {
        var tenant = SampleTenant.in(status, api);
        var verification = api.verified(tenant.secret());

        var deleted = tenant.after("delete");
        var restored = deleted.after("restore");

        assertThat(deleted.state().text("status")).isEqualTo("DELETED");
        assertThat(retention(deleted.state().body()))
                .isBetween(Duration.ofDays(29), Duration.ofDays(30));
        assertThat(restored.state().text("status")).isEqualTo(status.name());
        assertThat(restored.state().body().propertyNames())
                .doesNotContain("deletedAt", "purgeAfter");
        assertThat(api.verified(tenant.secret())).isEqualTo(verification);
    }

    @Test
    void restoring_twice_leads_back_each_time_to_the_status_before_that_deletion() {
        var tenant = SampleTenant.in(TenantStatus.PENDING, api).after("delete").after("restore");

        var restored = tenant.after("activate").after("delete").after("restore");

        assertThat(restored.state().text("status")).isEqualTo("ACTIVE");
    }

    @Test
    void purging_leaves_a_tombstone_and_frees_the_slug() {
        var tenant = SampleTenant.in(TenantStatus.DELETED, api);

        var purged = tenant.asked("purge", Map.of("reason", "their wish"));

        assertThat(purged.body().propertyNames())
                .containsExactlyInAnyOrder(
                        "id", "status", "version", "createdAt", "updatedAt", "deletedAt");
        assertThat(purged.text("deletedAt")).isEqualTo(tenant.state().text("deletedAt"));
        var next = api.post("/api/v1/tenants", Api.company(tenant.state().text("slug")));
        assertThat(next.status()).isEqualTo(201);
        assertThat(next.text("id")).isNotEqualTo(tenant.id());
    }

    @Test
    void every_transition_is_told_once_and_in_order_and_what_changes_nothing_is_not() {
        var pending = SampleTenant.in(TenantStatus.PENDING, api);
        var purged =
                Stream.of("activate", "suspend", "delete", "restore", "activate", "delete", "purge")
                        .reduce(
                                pending,
                                (tenant, transition) -> tenant.after(transition).after(transition),
                                (_, last) -> last);

        var events = LifecycleStream.of(standalone.kafkaBrokers(), purged.id(), 9);

        assertThat(events)
                .extracting(LifecycleStream.Received::type)
                .containsExactly(
                        "tenant.registered.v1",
                        "api-key.issued.v1",
                        "tenant.activated.v1",
                        "tenant.suspended.v1",
                        "tenant.deleted.v1",
                        "tenant.restored.v1",
                        "tenant.activated.v1",
                        "tenant.deleted.v1",
                        "tenant.purged.v1");
        assertThat(events.getFirst().data().path("status").asString()).isEqualTo("PENDING");
        assertThat(events.get(5).data().path("status").asString()).isEqualTo("SUSPENDED");
        assertThat(events.getLast().data().propertyNames()).containsExactly("tenantId");
        assertThat(purged.state().version()).isEqualTo(8);
    }

    private static Duration retention(JsonNode deleted) {
        return Duration.between(
                Instant.parse(deleted.path("deletedAt").asString()),
                Instant.parse(deleted.path("purgeAfter").asString()));
    }
}
