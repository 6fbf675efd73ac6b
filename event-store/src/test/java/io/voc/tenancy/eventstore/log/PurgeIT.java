package io.voc.tenancy.eventstore.log;

import static io.voc.tenancy.eventstore.log.Appends.first;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyIssued;
import io.voc.tenancy.contracts.configuration.ConfigurationEvent.ConfigurationReplaced;
import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantDeleted;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPurged;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRestored;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.eventstore.TestLog;
import io.voc.tenancy.eventstore.rebuild.RegisterRebuild;
import io.voc.tenancy.eventstore.register.EventChanges;
import io.voc.tenancy.eventstore.register.RegisterChange.ClaimSlug;
import io.voc.tenancy.eventstore.register.RegisterChange.ReleaseSlug;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

class PurgeIT {

    private static final Instant IN_2030 = Instant.parse("2030-01-01T00:00:00Z");

    private final TestLog log = new TestLog();
    private final LogNode node = new LogNode(log);
    private final LogNode other = new LogNode(log);

    @AfterEach
    void stop() {
        node.close();
        other.close();
        log.close();
    }

    @Test
    void frees_the_slug_and_destroys_the_key_and_leaves_no_resources() throws Exception {
        node.register("ten_1", "acme");
        node.store(issued(), 0);
        node.store(configured(), 1);

        other.purge("ten_1", "acme", 2);

        assertThat(log.number("SELECT count(*) FROM command.slug")).isZero();
        assertThat(log.number("SELECT count(*) FROM command.data_key WHERE wrapped IS NULL"))
                .isEqualTo(1);
        assertThat(log.number("SELECT count(*) FROM command.data_key WHERE wrapped IS NOT NULL"))
                .isZero();
        assertThat(log.number("SELECT count(*) FROM command.resource_count WHERE count = 0"))
                .isEqualTo(3);
        node.register("ten_2", "acme");
        assertThat(log.number("SELECT count(*) FROM command.slug WHERE tenant_id = 'ten_2'"))
                .isEqualTo(1);
        assertRegistersFollowFromTheLog();
    }

    @Test
    void lets_the_next_tenant_have_the_slug_in_the_same_batch() throws Exception {
        node.register("ten_1", "acme");

        var outcomes =
                OneBatch.outcomes(
                        log,
                        node.appender,
                        Appends.append(Appends.event("ten_1", 1)),
                        List.of(
                                first("ten_2", new ClaimSlug("acme", "ten_2")),
                                purge("ten_1", 2),
                                first("ten_3", new ClaimSlug("acme", "ten_3")),
                                first("ten_4", new ReleaseSlug("acme", "ten_3")),
                                first("ten_5", new ReleaseSlug("acme", "ten_1")),
                                first("ten_6", new ClaimSlug("acme", "ten_6")),
                                first("ten_7", new ClaimSlug("acme", "ten_7"))));

        assertThat(outcomes)
                .containsExactly(
                        "stored",
                        "slug-taken",
                        "stored",
                        "stored",
                        "stored",
                        "stored",
                        "stored",
                        "slug-taken");
        assertThat(log.number("SELECT count(*) FROM command.slug WHERE tenant_id = 'ten_6'"))
                .isEqualTo(1);
        assertThat(log.number("SELECT count(*) FROM command.slug")).isEqualTo(1);
    }

    @Test
    void is_due_when_the_deletion_said_unless_the_tenant_is_restored_or_purged_before() {
        var due =
                """
                SELECT count(*) FROM command.tenant_gate
                WHERE status = 'DELETED' AND purge_after = '2030-01-01T00:00:00Z'
                """;
        var never = "SELECT count(*) FROM command.tenant_gate WHERE purge_after IS NULL";
        node.register("ten_1", "acme");
        assertThat(log.number(never)).isEqualTo(1);

        node.store(new TenantDeleted("ten_1", null, IN_2030), 1);
        assertThat(log.number(due)).isEqualTo(1);

        node.store(new TenantRestored("ten_1", TenantStatus.SUSPENDED, "a mistake"), 2);
        assertThat(log.number(never + " AND status = 'SUSPENDED'")).isEqualTo(1);

        node.store(new TenantDeleted("ten_1", null, IN_2030), 3);
        assertThat(log.number(due)).isEqualTo(1);
        node.purge("ten_1", "acme", 4);
        assertThat(log.number(never + " AND status = 'PURGED'")).isEqualTo(1);
    }

    private void assertRegistersFollowFromTheLog() throws SQLException {
        var rebuild =
                new RegisterRebuild(
                        log.dataSource(),
                        new BulkReader(log.dataSource(), 2),
                        event ->
                                (DomainEvent)
                                        node.codec
                                                .decode(List.of(event))
                                                .findFirst()
                                                .orElseThrow()
                                                .getPayload());

        var comparison = rebuild.verify();

        assertThat(comparison.isEqual()).as(comparison.toString()).isTrue();
    }

    private static Append purge(String tenantId, long sequence) {
        return new Append(
                List.of(Appends.event(tenantId, sequence)),
                List.of(),
                EventChanges.of(new TenantPurged(tenantId, "acme")));
    }

    private static ConfigurationReplaced configured() {
        return new ConfigurationReplaced("ten_1", 1, new TenantConfiguration(List.of(), null));
    }

    private static ApiKeyIssued issued() {
        return new ApiKeyIssued(
                "key_1",
                "ten_1",
                "Gateway",
                Set.of("config:read"),
                "LIVE",
                null,
                "c0ffee",
                "tm_live_abcd",
                "wxyz",
                null,
                null,
                null);
    }
}
