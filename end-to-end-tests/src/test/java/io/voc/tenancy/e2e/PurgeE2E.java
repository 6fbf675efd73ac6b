package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.Refusals.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Of a tenant that was purged, a tombstone is left and a trail that tells nothing personal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PurgeE2E {

    private final Standalone installation = Standalone.shared();
    private final Api api = installation.api();
    private final Database database = new Database(installation);
    private final Everywhere everywhere = new Everywhere(installation);
    private final PrivateLife life = new PrivateLife(api);

    /** In clear where it is read, sealed where it is kept: what finds it there can find it. */
    @BeforeAll
    void live_and_purge() {
        life.live();
        await().untilAsserted(() ->
                assertThat(everywhere.placesOf(life.mark()))
                        .containsExactlyInAnyOrder(
                                "1 rows of query.tenant",
                                "1 rows of query.configuration",
                                "2 rows of query.configuration_version",
                                "1 rows of query.api_key",
                                "1 rows of query.tenant_grant"));
        await().untilAsserted(() -> assertThat(snapshots()).isEqualTo(1));
        life.purge();
    }

    @Test
    void nothing_personal_is_found_on_any_server() {
        await().atMost(Duration.ofSeconds(30)).until(this::isToldOfItsPurge);

        assertThat(everywhere.placesOf(life.mark())).isEmpty();
        assertThat(everywhere.placesOf(life.secret())).isEmpty();
        assertThat(everywhere.placesOf(life.firstSecret())).isEmpty();
        assertThat(everywhere.placesOf(life.tenantId()))
                .as("where something is left of it")
                .contains("1 rows of query.tenant")
                .anyMatch(place -> place.startsWith("Kafka"));
        assertThat(snapshots()).isZero();
    }

    private boolean isToldOfItsPurge() {
        return LifecycleStream.soFar(installation.kafkaBrokers(), life.tenantId()).stream()
                .anyMatch(event -> event.type().equals("tenant.purged.v1"));
    }

    private long snapshots() {
        return database.number(
                "SELECT count(*) FROM event_store.snapshot WHERE tenant_id = ?", life.tenantId());
    }

    @Test
    void its_tombstone_tells_that_it_was_there_and_when() {
        var read = life.read(api, life.path());

        assertThat(read.body()).isEqualTo(life.purged().body());
        assertThat(read.text("status")).isEqualTo("PURGED");
        assertThat(read.body().propertyNames())
                .containsExactlyInAnyOrder(
                        "id", "status", "version", "createdAt", "updatedAt", "deletedAt");
        assertThat(listed("?sort=-createdAt&pageSize=500")).isEmpty();
        assertThat(listed("?sort=-createdAt&pageSize=500&status=PURGED")).hasSize(1);
    }

    private List<String> listed(String filter) {
        var found = life.read(api, "/api/v1/tenants" + filter).body().path("items");
        return found.findValuesAsString("id").stream().filter(life.tenantId()::equals).toList();
    }

    @Test
    void nothing_else_of_it_is_found_or_can_be_done() {
        var own = api.as(Tokens.tenantAdmin(life.tenantId()));

        assertRefused(life.read(own, life.path()), 404, "not-found");
        for (var of :
                List.of(
                        "/config",
                        "/api-keys",
                        "/api-keys/" + life.keyId(),
                        "/limits",
                        "/grants")) {
            assertRefused(life.read(api, life.path() + of), 404, "not-found");
        }
        assertRefused(api.post(life.path() + "/restore", Map.of()), 409, "tenant-purged");
        assertThat(api.verified(life.secret())).isEqualTo("NOT_FOUND");
        assertRefused(api.as(life.secret()).get(life.path()), 401, "unauthenticated");
        for (var register : List.of("tenant_limit", "tenant_grant")) {
            assertThat(
                            database.number(
                                    "SELECT count(*) FROM command."
                                            + register
                                            + " WHERE tenant_id = ?",
                                    life.tenantId()))
                    .as(register)
                    .isZero();
        }
    }

    @Test
    void its_events_are_still_there_but_what_they_sealed_can_not_be_opened() {
        var events = " FROM event_store.readable_event WHERE tenant_id = ? ";

        assertThat(
                        database.texts(
                                "SELECT count(*) > 60 AND count(*) = max(sequence) + 1"
                                        + events
                                        + "AND aggregate_id = tenant_id",
                                life.tenantId()))
                .as("each sequence has its event")
                .containsExactly("t");
        assertThat(
                        database.texts(
                                "SELECT payload ->> 'contactEmail'"
                                        + events
                                        + "AND payload -> 'contactEmail' IS NOT NULL",
                                life.tenantId()))
                .hasSizeGreaterThan(60)
                .allSatisfy(email -> assertThat(email).startsWith("enc:v1:"));
        assertThat(
                        database.texts(
                                "SELECT wrapped IS NULL FROM command.data_key WHERE tenant_id = ?",
                                life.tenantId()))
                .as("its key is destroyed")
                .containsExactly("t");
    }

    @Test
    void its_trail_still_tells_what_was_done_by_whom_on_what_occasion() {
        var trail =
                database.texts(
                        """
                        SELECT concat_ws(' ', type, metadata ->> 'actorSubject', metadata ->> 'actorRoles',
                                         metadata ->> 'correlationId')
                        FROM event_store.readable_event WHERE tenant_id = ?
                        """,
                        life.tenantId());

        assertThat(trail)
                .contains("tenant.deleted e2e [\"platform-admin\"] " + life.correlation())
                .anyMatch(event -> event.startsWith("tenant.purged e2e [\"platform-admin\"]"));
    }

    @Test
    void its_slug_is_free() {
        var heir = api.post("/api/v1/tenants", Api.company(life.slug()));

        assertThat(heir.status()).isEqualTo(201);
        assertThat(heir.text("slug")).isEqualTo(life.slug());
        assertThat(heir.text("id")).isNotEqualTo(life.tenantId());
    }
}
