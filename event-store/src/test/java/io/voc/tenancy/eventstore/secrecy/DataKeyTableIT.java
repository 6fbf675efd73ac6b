package io.voc.tenancy.eventstore.secrecy;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariDataSource;

import io.voc.tenancy.embedded.PostgresDatabase;
import io.voc.tenancy.eventstore.Migrations;
import io.voc.tenancy.testing.SharedServers;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import java.util.Set;

class DataKeyTableIT {

    private static final String CONTEXT = "ten_1|ten_1|tenant.suspended.reason";
    private static final byte[] CLEAR = "unpaid".getBytes(UTF_8);
    private static final MasterKeys OLD = MasterKeys.parse("A".repeat(43));
    private static final MasterKeys BOTH = MasterKeys.parse("B".repeat(42) + "A," + "A".repeat(43));
    private static final MasterKeys NEW = MasterKeys.parse("B".repeat(42) + "A");

    private static final PostgresDatabase DATABASE = SharedServers.freshDatabase();
    private static final JdbcClient JDBC = migrated();

    private final DataKeyTable table = new DataKeyTable(JDBC);

    @BeforeEach
    void no_keys() {
        JDBC.sql("DELETE FROM command.data_key").update();
    }

    @Test
    void a_stored_key_opens_what_it_has_sealed_on_another_node() {
        var node = node(OLD);
        store(node.issue("ten_1"));

        var sealed = node.seal("ten_1", CONTEXT, CLEAR);

        assertThat(node(OLD).open("ten_1", CONTEXT, sealed)).hasValue(CLEAR);
    }

    @Test
    void a_destroyed_key_and_one_that_never_was_open_nothing() {
        var node = node(OLD);
        store(node.issue("ten_1"));
        var sealed = node.seal("ten_1", CONTEXT, CLEAR);

        destroy("ten_1");

        assertThat(node(OLD).open("ten_1", CONTEXT, sealed)).isEmpty();
        assertThat(node(OLD).open("ten_2", CONTEXT, sealed)).isEmpty();
    }

    @Test
    void after_a_rotation_the_older_master_key_is_not_needed_any_more() {
        var node = node(OLD);
        store(node.issue("ten_1"));
        var sealed = node.seal("ten_1", CONTEXT, CLEAR);

        assertThat(new MasterKeyRotation(BOTH, table).rewrapAll()).isEqualTo(1);

        assertThat(node(NEW).open("ten_1", CONTEXT, sealed)).hasValue(CLEAR);
        assertThat(new MasterKeyRotation(BOTH, table).rewrapAll()).isZero();
    }

    @Test
    void a_rotation_takes_many_keys_in_batches_and_leaves_destroyed_ones_destroyed() {
        for (int i = 0; i < 1_100; i++) {
            store(new WrappedKey("ten_" + i, OLD.wrap("ten_" + i, new byte[32])));
        }
        destroy("ten_7");

        assertThat(new MasterKeyRotation(BOTH, table).rewrapAll()).isEqualTo(1_099);

        assertThat(table.find("ten_7")).isEmpty();
        assertThat(table.find("ten_1099"))
                .hasValueSatisfying(key -> assertThat(NEW.isNewest(key)).isTrue());
    }

    @Test
    void a_key_that_is_destroyed_while_it_is_wrapped_anew_stays_destroyed() {
        store(node(OLD).issue("ten_1"));
        var read = table.after("", 10).getFirst();

        destroy("ten_1");

        assertThat(table.replace(read, read.wrapped())).isFalse();
        assertThat(table.find("ten_1")).isEmpty();
    }

    @Test
    void many_keys_are_found_at_once_and_no_connection_is_kept() {
        store(node(OLD).issue("ten_1"));
        store(node(OLD).issue("ten_2"));
        destroy("ten_2");
        try (var pool = new HikariDataSource()) {
            pool.setJdbcUrl(DATABASE.jdbcUrl());
            pool.setUsername(DATABASE.username());
            pool.setPassword(DATABASE.password());
            pool.setMaximumPoolSize(1);
            pool.setConnectionTimeout(1_000);
            var pooled = new DataKeyTable(JdbcClient.create(pool));

            for (int i = 0; i < 3; i++) {
                assertThat(pooled.find(Set.of("ten_1", "ten_2", "ten_3")))
                        .containsOnlyKeys("ten_1");
            }
        }
    }

    private static JdbcClient migrated() {
        var dataSource =
                new DriverManagerDataSource(
                        DATABASE.jdbcUrl(), DATABASE.username(), DATABASE.password());
        try {
            Migrations.of("event-store", dataSource).afterPropertiesSet();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        // one connection, as a new one for each of many small statements would take long
        return JdbcClient.create(
                new SingleConnectionDataSource(
                        DATABASE.jdbcUrl(), DATABASE.username(), DATABASE.password(), true));
    }

    private DataKeys node(MasterKeys masterKeys) {
        return new DataKeys(masterKeys, table);
    }

    private static void store(WrappedKey key) {
        JDBC.sql("INSERT INTO command.data_key (tenant_id, wrapped) VALUES (?, ?)")
                .params(key.tenantId(), key.wrapped())
                .update();
    }

    private static void destroy(String tenantId) {
        JDBC.sql("UPDATE command.data_key SET wrapped = NULL WHERE tenant_id = ?")
                .param(tenantId)
                .update();
    }
}
