package io.voc.tenancy.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPurged;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRegistered;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantSuspended;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.eventstore.log.BulkReader;
import io.voc.tenancy.eventstore.rebuild.RegisterRebuild;

import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.Map;

/** A database from before there were plans. */
class PlansMigrationIT {

    @Test
    void tenants_from_before_have_the_plan_they_were_registered_with() throws SQLException {
        try (var log = new TestLog("2")) {
            log.append(
                    registered("ten_1", "growth"),
                    registered("ten_2", "for \"friends\""),
                    registered("ten_3", "growth"),
                    new TenantSuspended("ten_1", null),
                    new TenantPurged("ten_3", "slug-of-ten_3"));
            log.tamper(
                    """
                    INSERT INTO command.tenant_gate (tenant_id, status) VALUES
                        ('ten_1', 'SUSPENDED'), ('ten_2', 'ACTIVE'), ('ten_3', 'PURGED')
                    """,
                    "INSERT INTO command.slug VALUES ('slug-of-ten_1', 'ten_1'), ('slug-of-ten_2', 'ten_2')",
                    """
                    INSERT INTO command.resource_count VALUES
                        ('ten_3', 'api-keys', 0), ('ten_3', 'ai-agents', 0), ('ten_3', 'phone-numbers', 0)
                    """);

            Migrations.flyway("event-store", log.dataSource()).migrate();

            assertThat(log.number("SELECT count(*) FROM command.tenant_gate WHERE plan = 'growth'"))
                    .isEqualTo(1);
            var registers =
                    new RegisterRebuild(
                            log.dataSource(), new BulkReader(log.dataSource(), 2), log::decode);
            var comparison = registers.verify();
            assertThat(comparison.isEqual()).as(comparison.toString()).isTrue();
        }
    }

    private static TenantRegistered registered(String tenantId, String plan) {
        return new TenantRegistered(
                tenantId,
                "slug-of-" + tenantId,
                "Acme",
                "ops@acme.example",
                "eu-central",
                plan,
                Map.of(),
                TenantStatus.ACTIVE);
    }
}
