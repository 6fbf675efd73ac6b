package io.voc.tenancy.query.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeenChangesTest {

    private final SeenChanges changes = new SeenChanges(3);

    @Test
    void tell_of_what_has_changed_since_it_was_read() {
        changes.changed("key_1", 5);

        assertThat(changes.hasChanged("key_1", 4)).isTrue();
        assertThat(changes.hasChanged("key_1", 5)).isFalse();
        assertThat(changes.hasChanged("key_2", 0)).isFalse();
    }

    @Test
    void know_of_each_the_last_change() {
        changes.changed("key_1", 5);
        changes.changed("key_1", 7);

        assertThat(changes.hasChanged("key_1", 6)).isTrue();
        assertThat(changes.hasChanged("key_1", 7)).isFalse();
    }

    @Test
    void remember_a_change_at_least_until_so_many_others_have_come() {
        changes.changed("key_1", 1);
        for (int i = 2; i <= 4; i++) {
            changes.changed("key_" + i, i);
        }

        assertThat(changes.hasChanged("key_1", 0)).isTrue();
        assertThat(changes.hasChanged("key_1", 1)).isFalse();
        assertThat(changes.hasChanged("other", 0)).isFalse();
    }

    @Test
    void trust_nothing_that_was_read_before_what_they_have_forgotten() {
        for (int i = 1; i <= 9; i++) {
            changes.changed("key_" + i, i);
        }

        assertThat(changes.hasChanged("key_1", 0)).isTrue();
        assertThat(changes.hasChanged("other", 2)).isTrue();
        assertThat(changes.hasChanged("other", 3)).isFalse();
        assertThat(changes.hasChanged("key_9", 8)).isTrue();
    }
}
