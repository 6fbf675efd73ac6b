package io.voc.tenancy.contracts.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.KeyRights;
import io.voc.tenancy.contracts.identity.Role;
import io.voc.tenancy.contracts.rejection.Rejection;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Optional;
import java.util.Set;

class TenantGateTest {

    private static final String TENANT = "ten_01h455vb4pex5vsknk084sn02q";

    @Nested
    class The_table {

        @ParameterizedTest
        @CsvSource(
                textBlock =
                        """
                        PENDING,   OPERATOR_READ_TENANT, passes
                        ACTIVE,    OPERATOR_READ_TENANT, passes
                        SUSPENDED, OPERATOR_READ_TENANT, passes
                        DELETED,   OPERATOR_READ_TENANT, passes
                        PURGED,    OPERATOR_READ_TENANT, passes
                        PENDING,   OPERATOR_READ,  passes
                        PENDING,   OPERATOR_WRITE, passes
                        PENDING,   TENANT_READ,    passes
                        PENDING,   TENANT_WRITE,   passes
                        PENDING,   SERVICE_READ,   passes
                        ACTIVE,    OPERATOR_READ,  passes
                        ACTIVE,    OPERATOR_WRITE, passes
                        ACTIVE,    TENANT_READ,    passes
                        ACTIVE,    TENANT_WRITE,   passes
                        ACTIVE,    SERVICE_READ,   passes
                        SUSPENDED, OPERATOR_READ,  passes
                        SUSPENDED, OPERATOR_WRITE, passes
                        SUSPENDED, TENANT_READ,    passes
                        SUSPENDED, TENANT_WRITE,   tenant-suspended
                        SUSPENDED, SERVICE_READ,   tenant-suspended
                        DELETED,   OPERATOR_READ,  passes
                        DELETED,   OPERATOR_WRITE, tenant-deleted
                        DELETED,   TENANT_READ,    not-found
                        DELETED,   TENANT_WRITE,   not-found
                        DELETED,   SERVICE_READ,   not-found
                        PURGED,    OPERATOR_READ,  not-found
                        PURGED,    OPERATOR_WRITE, tenant-purged
                        PURGED,    TENANT_READ,    not-found
                        PURGED,    TENANT_WRITE,   not-found
                        PURGED,    SERVICE_READ,   not-found
                        """)
        void decides(TenantStatus status, TenantGate gate, String outcome) {
            assertThat(gate.refusal(TENANT, status).map(Rejection::code).map(code -> code.code()))
                    .as("%s at %s", status, gate)
                    .isEqualTo(outcome.equals("passes") ? Optional.empty() : Optional.of(outcome));
        }
    }

    @Nested
    class A_refusal {

        @ParameterizedTest
        @EnumSource(names = {"SUSPENDED", "DELETED", "PURGED"})
        void names_the_tenant(TenantStatus status) {
            assertThat(TenantGate.TENANT_WRITE.refusal(TENANT, status))
                    .hasValueSatisfying(refusal -> assertThat(refusal.detail()).contains(TENANT));
        }
    }

    @Test
    void this_system_goes_through_the_gate_of_operators_to_write() {
        assertThat(TenantGate.toWrite(Actor.ofSystem("retention")))
                .isEqualTo(TenantGate.OPERATOR_WRITE);
    }

    @Test
    void an_API_key_goes_through_the_gates_of_its_tenants_own() {
        var key = Actor.ofKey("key_1", TENANT, new KeyRights(Set.of("*:*"), null));

        assertThat(TenantGate.toRead(key)).isEqualTo(TenantGate.TENANT_READ);
        assertThat(TenantGate.toReadConfiguration(key)).isEqualTo(TenantGate.TENANT_READ);
        assertThat(TenantGate.toWrite(key)).isEqualTo(TenantGate.TENANT_WRITE);
    }

    @Nested
    class A_role {

        @ParameterizedTest
        @CsvSource({
            "PLATFORM_ADMIN, OPERATOR_READ",
            "PLATFORM_AUDITOR, OPERATOR_READ",
            "TENANT_ADMIN, TENANT_READ",
            "TENANT_VIEWER, TENANT_READ",
            "SERVICE, TENANT_READ",
        })
        void reads_through_its_gate(Role role, TenantGate gate) {
            assertThat(TenantGate.toRead(actor(role))).isEqualTo(gate);
        }

        @ParameterizedTest
        @CsvSource({
            "PLATFORM_ADMIN, OPERATOR_READ",
            "PLATFORM_AUDITOR, OPERATOR_READ",
            "TENANT_ADMIN, TENANT_READ",
            "TENANT_VIEWER, TENANT_READ",
            "SERVICE, SERVICE_READ",
        })
        void reads_configuration_through_its_gate(Role role, TenantGate gate) {
            assertThat(TenantGate.toReadConfiguration(actor(role))).isEqualTo(gate);
        }

        @Test
        void of_an_operator_outweighs_that_of_a_service() {
            var both = new Actor("someone", Set.of(Role.PLATFORM_AUDITOR, Role.SERVICE), null);

            assertThat(TenantGate.toReadConfiguration(both)).isEqualTo(TenantGate.OPERATOR_READ);
        }

        @ParameterizedTest
        @CsvSource({
            "PLATFORM_ADMIN, OPERATOR_WRITE",
            "PLATFORM_AUDITOR, TENANT_WRITE",
            "TENANT_ADMIN, TENANT_WRITE",
            "TENANT_VIEWER, TENANT_WRITE",
            "SERVICE, TENANT_WRITE",
        })
        void writes_through_its_gate(Role role, TenantGate gate) {
            assertThat(TenantGate.toWrite(actor(role))).isEqualTo(gate);
        }

        private static Actor actor(Role role) {
            return new Actor("someone", Set.of(role), role.isOfTenant() ? TENANT : null);
        }
    }
}
