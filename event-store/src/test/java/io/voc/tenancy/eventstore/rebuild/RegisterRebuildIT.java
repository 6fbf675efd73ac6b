package io.voc.tenancy.eventstore.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyIssued;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyRevoked;
import io.voc.tenancy.contracts.configuration.ConfigurationEvent.ConfigurationReplaced;
import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantActivated;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantDeleted;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRegistered;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantSuspended;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.eventstore.TestLog;
import io.voc.tenancy.eventstore.log.BulkReader;
import io.voc.tenancy.eventstore.log.StoredEvent;
import io.voc.tenancy.eventstore.rebuild.RegisterComparison.Difference;
import io.voc.tenancy.eventstore.rebuild.RegisterComparison.Register;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

class RegisterRebuildIT {

    private final TestLog log = new TestLog();
    private final RegisterRebuild registers = registers(log::decode);

    @BeforeEach
    void a_log_whose_registers_are_right() throws SQLException {
        log.append(
                registered("ten_1", "acme"),
                registered("ten_2", "o\"brien, inc"),
                registered("ten_3", "gone"),
                issued("key_1", "ten_1", Instant.parse("2030-01-01T00:00:00.5Z")),
                issued("key_2", "ten_2", null),
                new ApiKeyRevoked("key_2", "ten_2", "leaked"),
                new ConfigurationReplaced("ten_1", 1, new TenantConfiguration(List.of(), null)),
                new TenantSuspended("ten_2", null),
                new TenantSuspended("ten_1", null),
                new TenantActivated("ten_1", null),
                new TenantDeleted("ten_3", null, Instant.parse("2030-01-01T00:00:00Z")));
        execute(
                """
                INSERT INTO command.slug VALUES ('acme', 'ten_1'), ('o"brien, inc', 'ten_2'), ('gone', 'ten_3');
                INSERT INTO command.tenant_gate VALUES
                    ('ten_1', 'ACTIVE', NULL, 'growth'), ('ten_2', 'SUSPENDED', NULL, 'growth'), ('ten_3', 'DELETED', '2030-01-01T00:00:00Z', 'growth');
                INSERT INTO command.api_key VALUES
                    ('digest of key_1', 'key_1', 'ten_1', 'LIVE', '{b:write,"a:\\"read\\""}', '2030-01-01T00:00:00.5Z', 'ACTIVE', '{}', NULL),
                    ('digest of key_2', 'key_2', 'ten_2', 'LIVE', '{"a:\\"read\\"",b:write}', NULL, 'REVOKED', '{}', NULL);
                INSERT INTO command.resource_count VALUES
                    ('ten_1', 'api-keys', 1), ('ten_2', 'api-keys', 0), ('ten_1', 'ai-agents', 0), ('ten_1', 'phone-numbers', 0);
                INSERT INTO command.data_key VALUES ('ten_1', 'wrapped');
                INSERT INTO command.idempotent_answer VALUES ('caller', 'key', 'digest', 'answer', now(), NULL, 11);
                """);
    }

    @Test
    void registers_that_are_right_are_found_equal() throws SQLException {
        var comparison = registers.verify();

        assertThat(comparison.isEqual()).isTrue();
        assertThat(comparison.position()).isEqualTo(11);
        assertThat(comparison.registers())
                .extracting(Register::rows)
                .containsExactly(3L, 3L, 0L, 0L, 0L, 2L, 4L);
    }

    @Test
    void differences_are_named_and_left_as_they_are() throws SQLException {
        execute(
                """
                DELETE FROM command.slug WHERE slug = 'acme';
                INSERT INTO command.slug VALUES ('forged', 'ten_9');
                UPDATE command.tenant_gate SET status = 'ACTIVE', purge_after = NULL WHERE tenant_id = 'ten_3';
                UPDATE command.resource_count SET count = 7 WHERE metric = 'ai-agents';
                """);

        var comparison = registers.verify();

        assertThat(comparison.isEqual()).isFalse();
        assertThat(comparison.registers())
                .containsExactly(
                        new Register(
                                "slug",
                                3,
                                2,
                                List.of(
                                        new Difference("acme", null, "(ten_1)"),
                                        new Difference("forged", "(ten_9)", null))),
                        new Register(
                                "tenant_gate",
                                3,
                                1,
                                List.of(
                                        new Difference(
                                                "ten_3",
                                                "(ACTIVE,,growth)",
                                                "(DELETED,\"2030-01-01 00:00:00\",growth)"))),
                        right("plan", 0),
                        right("tenant_limit", 0),
                        right("tenant_grant", 0),
                        right("api_key", 2),
                        new Register(
                                "resource_count",
                                4,
                                1,
                                List.of(new Difference("ten_1 ai-agents", "(7)", "(0)"))));
        assertThat(registers.verify()).isEqualTo(comparison);
    }

    @Test
    void damaged_registers_are_rebuilt() throws SQLException {
        var before = rows();
        execute(
                """
                DELETE FROM command.slug WHERE slug = 'acme';
                INSERT INTO command.slug VALUES ('forged', 'ten_9');
                UPDATE command.slug SET tenant_id = 'ten_9' WHERE slug = 'gone';
                TRUNCATE command.tenant_gate;
                UPDATE command.api_key SET digest = 'forged', status = 'ACTIVE' WHERE key_id = 'key_2';
                UPDATE command.api_key SET scopes = '{admin}', expires_at = NULL WHERE key_id = 'key_1';
                DELETE FROM command.resource_count WHERE metric = 'phone-numbers';
                UPDATE command.resource_count SET count = 0 WHERE tenant_id = 'ten_1';
                INSERT INTO command.resource_count VALUES ('ten_9', 'api-keys', 1);
                """);

        var differed = registers.rebuild();

        assertThat(differed.registers())
                .extracting(Register::differing)
                .containsExactly(3L, 3L, 0L, 0L, 0L, 3L, 3L);
        assertThat(registers.verify().isEqual()).isTrue();
        assertThat(rows()).containsExactlyElementsOf(before);
    }

    @Test
    void rows_that_are_right_are_not_touched() throws SQLException {
        var before =
                log.strings(
                        "SELECT tenant_id || ctid FROM command.tenant_gate WHERE tenant_id <> 'ten_3'");
        execute("UPDATE command.tenant_gate SET status = 'ACTIVE' WHERE tenant_id = 'ten_3'");

        registers.rebuild();

        assertThat(
                        log.strings(
                                "SELECT tenant_id || ctid FROM command.tenant_gate WHERE tenant_id <> 'ten_3'"))
                .isEqualTo(before);
    }

    @Test
    void what_is_appended_while_the_log_is_read_is_rebuilt_too() throws SQLException {
        var isFirst = new AtomicBoolean(true);
        var rebuild =
                registers(event -> {
                    if (isFirst.compareAndSet(true, false)) {
                        append(registered("ten_4", "late"));
                    }
                    return log.decode(event);
                });

        assertThat(rebuild.rebuild().position()).isEqualTo(12);

        assertThat(log.strings("SELECT tenant_id FROM command.slug WHERE slug = 'late'"))
                .containsExactly("ten_4");
    }

    private static Register right(String name, long rows) {
        return new Register(name, rows, 0, List.of());
    }

    private void append(DomainEvent event) {
        try {
            log.append(event);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private RegisterRebuild registers(Function<StoredEvent, DomainEvent> decode) {
        return new RegisterRebuild(log.dataSource(), new BulkReader(log.dataSource(), 2), decode);
    }

    /** Everything in every register, scopes in any order. */
    private List<String> rows() throws SQLException {
        return log.strings(
                """
                SELECT slug::text FROM command.slug UNION ALL SELECT gate::text FROM command.tenant_gate AS gate
                UNION ALL SELECT ROW(digest, key_id, tenant_id, environment, expires_at, status,
                                     ARRAY(SELECT unnest(scopes) ORDER BY 1))::text FROM command.api_key
                UNION ALL SELECT counted::text FROM command.resource_count AS counted
                UNION ALL SELECT tenant_id || wrapped::text FROM command.data_key
                UNION ALL SELECT answer::text FROM command.idempotent_answer AS answer ORDER BY 1
                """);
    }

    private void execute(String sql) throws SQLException {
        try (var connection = log.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static TenantRegistered registered(String tenantId, String slug) {
        return new TenantRegistered(
                tenantId,
                slug,
                "Acme",
                "ops@acme.example",
                "eu-central",
                "growth",
                Map.of(),
                TenantStatus.ACTIVE);
    }

    private static ApiKeyIssued issued(String keyId, String tenantId, @Nullable Instant expiresAt) {
        return new ApiKeyIssued(
                keyId,
                tenantId,
                "Gateway",
                Set.of("a:\"read\"", "b:write"),
                "LIVE",
                expiresAt,
                "digest of " + keyId,
                "tm_live_abcd",
                "wxyz",
                null,
                null,
                null);
    }
}
