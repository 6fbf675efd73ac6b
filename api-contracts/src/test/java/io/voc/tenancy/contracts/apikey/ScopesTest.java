package io.voc.tenancy.contracts.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class ScopesTest {

    @Test
    void a_scope_covers_itself_and_no_other() {
        assertThat(covers("config:read", "config:read")).isTrue();
        assertThat(covers("config:read", "config:write")).isFalse();
        assertThat(covers("config:read", "keys:read")).isFalse();
    }

    @Test
    void a_star_covers_every_action_of_its_resource_and_of_no_other() {
        assertThat(covers("keys:*", "keys:read")).isTrue();
        assertThat(covers("keys:*", "keys:manage")).isTrue();
        assertThat(covers("keys:*", "keys:*")).isTrue();
        assertThat(covers("keys:*", "config:read")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant:read", "config:write", "keys:*", "*:*", "unheard:of"})
    void two_stars_cover_everything(String required) {
        assertThat(covers("*:*", required)).isTrue();
    }

    @Test
    void one_action_does_not_cover_a_star() {
        assertThat(covers("keys:manage", "keys:*")).isFalse();
        assertThat(covers("keys:*", "*:*")).isFalse();
    }

    @Test
    void a_resource_is_not_covered_by_one_that_its_name_begins_with() {
        assertThat(covers("key:*", "keys:read")).isFalse();
        assertThat(covers("keys:*", "key:read")).isFalse();
    }

    @Test
    void everything_that_is_required_must_be_covered() {
        var held = List.of("config:read", "usage:*");

        assertThat(Scopes.cover(held, List.of("usage:write", "config:read"))).isTrue();
        assertThat(Scopes.cover(held, List.of("config:read", "config:write"))).isFalse();
    }

    @Test
    void nothing_required_is_covered_by_nothing() {
        assertThat(Scopes.cover(List.of(), List.of())).isTrue();
        assertThat(Scopes.cover(List.of(), List.of("tenant:read"))).isFalse();
    }

    @Test
    void what_is_no_scope_is_not_covered_by_a_resource() {
        assertThat(covers("keys:*", "keys")).isFalse();
        assertThat(covers("keys:*", "")).isFalse();
    }

    private static boolean covers(String held, String required) {
        return Scopes.cover(List.of(held), List.of(required));
    }
}
