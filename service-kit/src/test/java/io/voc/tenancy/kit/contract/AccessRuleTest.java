package io.voc.tenancy.kit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.KeyRights;
import io.voc.tenancy.contracts.identity.Role;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

class AccessRuleTest {

    private static final String OWN = "ten_01h455vb4pex5vsknk084sn02q";
    private static final String OTHER = "ten_01h455vb4pex5vsknk084sn02r";
    private static final Set<Role> EVERYONE = EnumSet.allOf(Role.class);

    @Nested
    class An_operation_without_a_tenant {

        @ParameterizedTest
        @EnumSource(names = {"PLATFORM_ADMIN", "PLATFORM_AUDITOR", "SERVICE"})
        void is_for_the_roles_that_it_names(Role role) {
            assertThat(refusal(actor(role), Set.of(role), null)).isEmpty();
            assertThat(refusal(actor(role), EnumSet.complementOf(EnumSet.of(role)), null))
                    .contains(RejectionCode.FORBIDDEN);
        }

        @ParameterizedTest
        @EnumSource(names = {"TENANT_ADMIN", "TENANT_VIEWER"})
        void is_for_a_tenants_role_that_it_names(Role role) {
            assertThat(refusal(actor(role), EVERYONE, null)).isEmpty();
        }
    }

    @Nested
    class An_operation_on_a_tenant {

        @ParameterizedTest
        @EnumSource(names = {"PLATFORM_ADMIN", "PLATFORM_AUDITOR", "SERVICE"})
        void is_for_the_platforms_roles_that_it_names(Role role) {
            assertThat(refusal(actor(role), Set.of(role), OTHER)).isEmpty();
        }

        @ParameterizedTest
        @EnumSource(names = {"PLATFORM_ADMIN", "PLATFORM_AUDITOR", "SERVICE"})
        void is_forbidden_to_those_that_it_does_not_name(Role role) {
            assertThat(refusal(actor(role), EnumSet.complementOf(EnumSet.of(role)), OTHER))
                    .contains(RejectionCode.FORBIDDEN);
        }

        @ParameterizedTest
        @EnumSource(names = {"TENANT_ADMIN", "TENANT_VIEWER"})
        void is_for_the_tenants_own_people(Role role) {
            assertThat(refusal(actor(role), Set.of(role), OWN)).isEmpty();
        }

        @ParameterizedTest
        @EnumSource(names = {"TENANT_ADMIN", "TENANT_VIEWER"})
        void is_forbidden_to_its_own_people_when_it_does_not_name_their_role(Role role) {
            assertThat(refusal(actor(role), Set.of(Role.PLATFORM_ADMIN), OWN))
                    .contains(RejectionCode.FORBIDDEN);
        }

        @ParameterizedTest
        @EnumSource(names = {"TENANT_ADMIN", "TENANT_VIEWER"})
        void is_not_there_for_the_people_of_another(Role role) {
            assertThat(refusal(actor(role), EVERYONE, OTHER)).contains(RejectionCode.NOT_FOUND);
            assertThat(refusal(actor(role), Set.of(Role.PLATFORM_ADMIN), OTHER))
                    .contains(RejectionCode.NOT_FOUND);
        }
    }

    @Nested
    class An_actor_of_several_roles {

        private static final Actor AUDITOR_AND_TENANT_ADMIN =
                new Actor("alice", Set.of(Role.PLATFORM_AUDITOR, Role.TENANT_ADMIN), OWN);

        @Test
        void needs_only_one_of_them() {
            assertThat(refusal(AUDITOR_AND_TENANT_ADMIN, Set.of(Role.PLATFORM_AUDITOR), OTHER))
                    .isEmpty();
            assertThat(refusal(AUDITOR_AND_TENANT_ADMIN, Set.of(Role.TENANT_ADMIN), OWN)).isEmpty();
        }

        @Test
        void does_not_carry_one_over_to_what_only_the_other_reaches() {
            assertThat(refusal(AUDITOR_AND_TENANT_ADMIN, Set.of(Role.TENANT_ADMIN), OTHER))
                    .contains(RejectionCode.FORBIDDEN);
        }
    }

    @Nested
    class An_API_key {

        @Test
        void passes_if_its_scopes_cover_all_that_the_operation_asks_for() {
            assertThat(refusal(Set.of("config:*", "keys:read"), Set.of("config:write"), OWN))
                    .isEmpty();
            assertThat(refusal(Set.of("*:*"), Set.of("config:read", "keys:read"), OWN)).isEmpty();
            assertThat(refusal(Set.of("config:read"), Set.of("config:write"), OWN))
                    .contains(RejectionCode.FORBIDDEN);
            assertThat(refusal(Set.of("config:read"), Set.of("config:read", "keys:read"), OWN))
                    .contains(RejectionCode.FORBIDDEN);
        }

        @Test
        void passes_nowhere_where_no_scope_is_asked_for() {
            assertThat(refusal(Set.of("*:*"), Set.of(), OWN)).contains(RejectionCode.FORBIDDEN);
            assertThat(refusal(Set.of("*:*"), Set.of(), null)).contains(RejectionCode.FORBIDDEN);
        }

        @Test
        void passes_nowhere_where_no_tenant_is_addressed() {
            assertThat(refusal(Set.of("*:*"), Set.of("config:read"), null))
                    .contains(RejectionCode.FORBIDDEN);
        }

        @Test
        void finds_no_other_tenant_whatever_its_scopes() {
            assertThat(refusal(Set.of("*:*"), Set.of("config:read"), OTHER))
                    .contains(RejectionCode.NOT_FOUND);
            assertThat(refusal(Set.of("keys:read"), Set.of("config:read"), OTHER))
                    .contains(RejectionCode.NOT_FOUND);
        }

        private static Optional<RejectionCode> refusal(
                Set<String> held, Set<String> needed, @Nullable String tenantId) {
            var key = Actor.ofKey("key_1", OWN, new KeyRights(held, null));
            return AccessRule.refusal(key, EVERYONE, needed, tenantId).map(Rejection::code);
        }
    }

    @Test
    void scopes_open_nothing_to_roles() {
        assertThat(
                        AccessRule.refusal(
                                        actor(Role.TENANT_VIEWER),
                                        Set.of(Role.PLATFORM_ADMIN),
                                        Set.of("tenant:read"),
                                        OWN)
                                .map(Rejection::code))
                .contains(RejectionCode.FORBIDDEN);
    }

    private static Optional<RejectionCode> refusal(
            Actor actor, Set<Role> roles, @Nullable String tenantId) {
        return AccessRule.refusal(actor, roles, Set.of(), tenantId).map(Rejection::code);
    }

    private static Actor actor(Role role) {
        return new Actor("alice", Set.of(role), role.isOfTenant() ? OWN : null);
    }
}
