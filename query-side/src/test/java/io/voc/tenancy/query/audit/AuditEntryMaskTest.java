package io.voc.tenancy.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.Role;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Set;

class AuditEntryMaskTest {

    @ParameterizedTest(name = "{0} of {1} {2}: {3}")
    @CsvSource({
        "PLATFORM_ADMIN, eve, platform-admin, true",
        "PLATFORM_AUDITOR, eve, tenant-admin, true",
        "TENANT_ADMIN, eve, tenant-viewer, true",
        "TENANT_ADMIN, key_1, api-key, true",
        "TENANT_ADMIN, eve, platform-admin, false",
        "TENANT_ADMIN, eve, service, false",
        "TENANT_ADMIN, system:purge, system, false",
        "TENANT_VIEWER, eve, tenant-admin, false",
        "TENANT_VIEWER, me, tenant-viewer, true",
        "TENANT_VIEWER, me, platform-admin, false",
    })
    void who_sees_from_where_someone_came(
            Role reader, String subject, String role, boolean isSeen) {
        var mask = new AuditEntryMask(new Actor("me", Set.of(reader), "ten_1"));
        var seen = mask.masked(new AuditEntry.Actor(subject, List.of(role), "192.0.2.1", "curl"));
        assertThat(seen.subject()).isEqualTo(subject);
        assertThat(seen.sourceIp() != null).isEqualTo(isSeen);
        assertThat(seen.userAgent() != null).isEqualTo(isSeen);
    }
}
