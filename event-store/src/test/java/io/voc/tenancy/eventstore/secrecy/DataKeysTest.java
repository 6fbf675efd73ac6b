package io.voc.tenancy.eventstore.secrecy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

class DataKeysTest {

    private static final MasterKeys MASTER_KEYS = MasterKeys.parse("A".repeat(43));
    private static final String CONTEXT = "ten_1|ten_1|tenant.suspended.reason";
    private static final byte[] CLEAR = "unpaid".getBytes(UTF_8);

    private final Map<String, byte[]> stored = new HashMap<>();
    private final DataKeys keys = node();
    private int loads;

    private DataKeys node() {
        return new DataKeys(MASTER_KEYS, this::load);
    }

    private Optional<byte[]> load(String tenantId) {
        loads++;
        return Optional.ofNullable(stored.get(tenantId));
    }

    private void store(WrappedKey key) {
        stored.put(key.tenantId(), key.wrapped());
    }

    @Nested
    class A_new_tenant {

        @Test
        void has_a_key_in_this_process_before_it_is_stored() {
            keys.issue("ten_1");

            var sealed = keys.seal("ten_1", CONTEXT, CLEAR);

            assertThat(keys.open("ten_1", CONTEXT, sealed)).hasValue(CLEAR);
            assertThat(loads).isZero();
        }

        @Test
        void has_it_however_many_others_are_new_at_once() {
            var small = new DataKeys(MASTER_KEYS, DataKeysTest.this::load, 1);
            for (int i = 1; i <= 100; i++) {
                small.issue("ten_" + i);
            }

            for (int i = 1; i <= 100; i++) {
                assertThat(small.seal("ten_" + i, CONTEXT, CLEAR)).isNotEmpty();
            }
        }

        @Test
        void is_prepared_for_with_those_who_have_none() {
            store(keys.issue("ten_1"));
            keys.stored("ten_1");
            var sealed = keys.seal("ten_1", CONTEXT, CLEAR);
            var other = node();

            other.prepare(Set.of("ten_1", "ten_2"));
            stored.clear();

            assertThat(other.open("ten_1", CONTEXT, sealed)).hasValue(CLEAR);
            assertThat(other.open("ten_2", CONTEXT, sealed)).isEmpty();
        }

        @Test
        void has_it_where_it_was_looked_for_too_early() {
            var other = node();
            var key = other.issue("ten_1");
            var sealed = other.seal("ten_1", CONTEXT, CLEAR);
            assertThat(keys.open("ten_1", CONTEXT, sealed)).isEmpty();

            store(key);
            keys.registered("ten_1");

            assertThat(keys.open("ten_1", CONTEXT, sealed)).hasValue(CLEAR);
        }

        @Test
        void has_it_everywhere_once_it_is_stored() {
            store(keys.issue("ten_1"));

            assertThat(node().open("ten_1", CONTEXT, keys.seal("ten_1", CONTEXT, CLEAR)))
                    .hasValue(CLEAR);
        }

        @Test
        void that_was_not_stored_goes_by_the_stored_key_again() {
            store(keys.issue("ten_1"));
            var sealed = keys.seal("ten_1", CONTEXT, CLEAR);
            keys.issue("ten_1"); // its commit fails
            keys.evict("ten_1");

            assertThat(keys.open("ten_1", CONTEXT, sealed)).hasValue(CLEAR);
        }
    }

    @Nested
    class What_is_sealed {

        @Test
        void never_looks_the_same_twice() {
            keys.issue("ten_1");

            assertThat(keys.seal("ten_1", CONTEXT, CLEAR))
                    .isNotEqualTo(keys.seal("ten_1", CONTEXT, CLEAR));
        }

        @Test
        void opens_for_no_other_context() {
            keys.issue("ten_1");
            var sealed = keys.seal("ten_1", CONTEXT, CLEAR);

            assertThatThrownBy(() -> keys.open("ten_1", "another", sealed))
                    .isInstanceOf(SecrecyException.class)
                    .hasMessage("another is damaged: it does not open with the data key of ten_1");
        }

        @Test
        void opens_with_no_other_tenants_key() {
            keys.issue("ten_1");
            keys.issue("ten_2");
            var sealed = keys.seal("ten_1", CONTEXT, CLEAR);

            assertThatThrownBy(() -> keys.open("ten_2", CONTEXT, sealed))
                    .isInstanceOf(SecrecyException.class);
        }

        @Test
        void does_not_open_when_it_was_changed() {
            keys.issue("ten_1");
            var sealed = keys.seal("ten_1", CONTEXT, CLEAR);
            sealed[0] ^= 1;

            assertThatThrownBy(() -> keys.open("ten_1", CONTEXT, sealed))
                    .isInstanceOf(SecrecyException.class);
        }
    }

    @Nested
    class A_destroyed_key {

        @Test
        void opens_nothing_any_more_once_it_is_evicted() {
            store(keys.issue("ten_1"));
            var sealed = keys.seal("ten_1", CONTEXT, CLEAR);

            stored.clear();
            keys.evict("ten_1");

            assertThat(keys.open("ten_1", CONTEXT, sealed)).isEmpty();
        }

        @Test
        void opens_nothing_from_the_moment_that_this_is_known() {
            store(keys.issue("ten_1"));
            var sealed = keys.seal("ten_1", CONTEXT, CLEAR);
            keys.stored("ten_1");

            keys.destroyed("ten_1");
            keys.stored("ten_1");
            keys.registered("ten_1");

            assertThat(keys.open("ten_1", CONTEXT, sealed)).isEmpty();
        }

        @Test
        void stays_destroyed_for_who_was_reading_it_meanwhile() {
            store(keys.issue("ten_1"));
            var sealed = keys.seal("ten_1", CONTEXT, CLEAR);
            var other = new AtomicReference<DataKeys>();
            other.set(
                    new DataKeys(
                            MASTER_KEYS,
                            tenantId -> {
                                var read = load(tenantId);
                                other.get().destroyed(tenantId);
                                return read;
                            }));

            other.get().prepare(Set.of("ten_1"));

            assertThat(other.get().open("ten_1", CONTEXT, sealed)).isEmpty();
        }

        @Test
        void seals_nothing_in_clear() {
            assertThatThrownBy(() -> keys.seal("ten_1", CONTEXT, CLEAR))
                    .isInstanceOf(NoDataKeyException.class)
                    .hasMessage("the tenant ten_1 has no data key");
        }
    }

    @Test
    void keys_and_destroyed_keys_are_loaded_once() {
        store(node().issue("ten_1"));

        for (int i = 0; i < 3; i++) {
            keys.seal("ten_1", CONTEXT, CLEAR);
            keys.open("ten_2", CONTEXT, CLEAR);
        }

        assertThat(loads).isEqualTo(2);
    }

    @Nested
    class Text {

        private final SealedText text = new SealedText(keys);

        @Test
        void is_sealed_as_text() {
            keys.issue("ten_1");

            var sealed = text.seal("ten_1", "ten_1|1|metadata.sourceIp", "2001:db8::ü");

            assertThat(sealed).matches("enc:v1:[A-Za-z0-9_-]+").matches(SealedText::isSealed);
            assertThat(text.open("ten_1", "ten_1|1|metadata.sourceIp", sealed))
                    .hasValue("2001:db8::ü");
        }

        @Test
        void in_clear_is_told_from_it() {
            assertThat(SealedText.isSealed("192.0.2.1")).isFalse();
        }

        @Test
        void that_is_no_base64_is_damaged() {
            keys.issue("ten_1");

            assertThatThrownBy(() -> text.open("ten_1", CONTEXT, "enc:v1:%"))
                    .isInstanceOf(SecrecyException.class)
                    .hasMessage(CONTEXT + " is damaged: it is no base64");
        }
    }
}
