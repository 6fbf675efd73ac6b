package io.voc.tenancy.contracts.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Set;

class ActorTest {

    private static final String OWN = "ten_01h455vb4pex5vsknk084sn02q";
    private static final String OTHER = "ten_01h455vb4pex5vsknk084sn02r";

    @Test
    void with_roles_is_told_by_them() {
        var actor = new Actor("alice", Set.of(Role.TENANT_ADMIN, Role.PLATFORM_AUDITOR), OWN);

        assertThat(actor.capacities()).containsExactly("platform-auditor", "tenant-admin");
    }

    @Test
    void that_is_a_key_is_told_as_one_and_has_no_role() {
        var key = Actor.ofKey("key_1", OWN, new KeyRights(Set.of("*:*"), null));

        assertThat(key.capacities()).containsExactly("api-key");
        assertThat(key.isOperator()).isFalse();
        assertThat(key.isService()).isFalse();
        assertThat(key.maySee(OWN)).isTrue();
        assertThat(key.maySee(OTHER)).isFalse();
    }

    @Test
    void that_is_this_system_is_told_as_one() {
        var system = Actor.ofSystem("retention");

        assertThat(system.subject()).isEqualTo("system:retention");
        assertThat(system.capacities()).containsExactly("system");
        assertThat(system.isOperator()).isFalse();
    }

    @Test
    void without_a_role_is_not_this_system_for_that() {
        var nobody = new Actor("system:retention", Set.of(), null);

        assertThat(nobody.isSystem()).isFalse();
        assertThat(Actor.ofKey("key_1", OWN, new KeyRights(Set.of("*:*"), null)).isSystem())
                .isFalse();
    }

    @Test
    void is_another_one_with_another_issuer() {
        var roles = Set.of(Role.PLATFORM_ADMIN);
        var here = new Actor("alice", roles, null, null, "https://here.example");
        var there = new Actor("alice", roles, null, null, "https://there.example");

        assertThat(here.identity()).isNotEqualTo(there.identity());
        assertThat(new Actor("alice", roles, null).identity()).isNotEqualTo(here.identity());
    }
}
