package io.voc.tenancy.benchmarks;

import io.voc.tenancy.command.Ids;
import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.tenant.TenantCommand.RegisterTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.ReplaceTenantProfile;
import io.voc.tenancy.contracts.tenant.TenantStatus;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes tenants of ordinary size, each another one. */
final class SampleTenants {

    private static final Map<String, String> METADATA =
            Map.of("crm", "0061t00000abcde", "segment", "mid-market");

    private final Ids ids = new Ids();
    private final AtomicInteger count = new AtomicInteger();

    RegisterTenant registration() {
        int number = count.incrementAndGet();
        return new RegisterTenant(
                ids.next(TypeId.TENANT),
                "tenant-" + number,
                "Tenant " + number,
                mailOf(number),
                "eu-central",
                "growth",
                METADATA,
                TenantStatus.ACTIVE);
    }

    /** A profile that the tenant does not have yet. */
    ReplaceTenantProfile change(String tenantId) {
        int number = count.incrementAndGet();
        return new ReplaceTenantProfile(tenantId, "Tenant " + number, mailOf(number), METADATA);
    }

    private static String mailOf(int number) {
        return "ops@tenant-" + number + ".example";
    }
}
