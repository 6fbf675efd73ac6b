package io.voc.tenancy.eventstore.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voc.tenancy.eventstore.TestLog;

import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.concurrent.CompletableFuture;

class SnapshotsIT {

    private static final String COUNT = "SELECT count(*) FROM event_store.snapshot";

    private final TestLog log = new TestLog();
    private final LogNode node = new LogNode(log);
    private final LogNode other = new LogNode(log);
    private final Snapshots snapshots = new Snapshots(node.database, node.keys);

    record Remembered(String contactEmail) {}

    @BeforeEach
    void a_tenant() {
        node.register("ten_1", "acme");
    }

    @AfterEach
    void stop() {
        node.close();
        other.close();
        log.close();
    }

    @Test
    void a_snapshot_is_read_as_it_was_stored_unless_a_newer_one_is_there() {
        snapshots.store(snapshot(7));
        snapshots.store(snapshot(5));

        assertThat(new Snapshots(other.database, other.keys).read("ten_1"))
                .hasValueSatisfying(snapshot -> {
                    assertThat(snapshot.getSequenceNumber()).isEqualTo(7);
                    assertThat(snapshot.getPayload()).isEqualTo(new Remembered("at 7"));
                });
    }

    @Test
    void a_purge_removes_the_tenants_and_leaves_the_others() throws Exception {
        node.register("ten_2", "other");
        snapshots.store(snapshot(0));
        snapshots.store(
                new GenericDomainEventMessage<>("Tenant", "ten_2", 0, new Remembered("kept")));

        node.purge("ten_1", "acme", 1);

        assertThat(snapshots.read("ten_1")).isEmpty();
        assertThat(snapshots.read("ten_2")).isPresent();
        assertThat(log.number(COUNT)).isEqualTo(1);
    }

    @Test
    void of_a_purged_tenant_none_is_stored_by_who_knows_it() throws Exception {
        node.purge("ten_1", "acme", 1);

        snapshots.store(snapshot(1));

        assertThat(log.number(COUNT)).isZero();
    }

    @Test
    void of_a_tenant_that_is_purged_meanwhile_none_is_stored() throws Exception {
        CompletableFuture<Void> storing;
        try (var purge = log.dataSource().getConnection();
                var statement = purge.createStatement()) {
            purge.setAutoCommit(false);
            statement.execute("UPDATE command.data_key SET wrapped = NULL");
            storing = CompletableFuture.runAsync(() -> snapshots.store(snapshot(0)));
            await().until(() ->
                    log.number(
                                    """
                                    SELECT count(*) FROM pg_stat_activity
                                    WHERE datname = current_database() AND wait_event_type = 'Lock'
                                    """)
                            == 1);
            statement.execute("DELETE FROM event_store.snapshot");
            purge.commit();
        }
        storing.join();

        assertThat(log.number(COUNT)).isZero();
    }

    private static GenericDomainEventMessage<Remembered> snapshot(long sequence) {
        return new GenericDomainEventMessage<>(
                "Tenant", "ten_1", sequence, new Remembered("at " + sequence));
    }
}
