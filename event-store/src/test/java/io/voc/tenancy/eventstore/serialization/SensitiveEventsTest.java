package io.voc.tenancy.eventstore.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voc.tenancy.contracts.configuration.ConfigurationEvent.ConfigurationReplaced;
import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.event.Sensitive;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRegistered;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantSuspended;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.eventstore.secrecy.DataKeys;
import io.voc.tenancy.eventstore.secrecy.MasterKeys;
import io.voc.tenancy.eventstore.secrecy.SecrecyException;

import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

class SensitiveEventsTest {

    private static final String EVENTS =
            "io.voc.tenancy.eventstore.serialization.ApprovedEventsTest#events";

    private final DataKeys keys =
            new DataKeys(MasterKeys.parse("A".repeat(43)), _ -> Optional.empty());
    private final EventSerializer serializer = new EventSerializer(keys);

    @ParameterizedTest
    @MethodSource(EVENTS)
    void an_event_is_read_as_it_was_written(DomainEvent event) {
        assertThat(read(written(event))).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource(EVENTS)
    void an_upcaster_may_hand_it_on_as_a_tree_which_stays_encrypted(DomainEvent event) {
        var stored = written(event);
        var tree = JsonMapper.shared().readTree(stored.getData());
        var before = tree.deepCopy();

        Object read =
                serializer.deserialize(
                        new SimpleSerializedObject<>(tree, JsonNode.class, stored.getType()));

        assertThat(read).isEqualTo(event);
        assertThat(tree).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource(EVENTS)
    void what_is_sensitive_is_stored_as_ciphertext(DomainEvent event) {
        var stored = JsonMapper.shared().readTree(written(event).getData());

        Stream.of(event.getClass().getRecordComponents())
                .filter(component -> component.isAnnotationPresent(Sensitive.class))
                .map(component -> stored.path(component.getName()).asString("enc:v1:"))
                .forEach(value -> assertThat(value).startsWith("enc:v1:"));
    }

    @ParameterizedTest
    @MethodSource(EVENTS)
    void nothing_sensitive_is_stored_in_clear(DomainEvent event) {
        assertThat(new String(written(event).getData(), StandardCharsets.UTF_8))
                .doesNotContain("ops@acme.example", "new@acme.example", "\"crm\"", "\"4711\"")
                .doesNotContain("unpaid", "left us", "leaked", "planned", "\"calls\"", "\"voice\"")
                .doesNotContain("tried again", "two numbers", "by hand", "\"none\"")
                .doesNotContain("reception", "Be polite", "+442071838750", "\"SIP\"");
    }

    static Stream<DomainEvent> sensitiveEvents() {
        return ApprovedEventsTest.events()
                .filter(event -> SensitiveComponents.areIn(event.getClass()));
    }

    @ParameterizedTest
    @MethodSource("sensitiveEvents")
    void the_first_component_names_the_aggregate_that_a_secret_is_bound_to(DomainEvent event)
            throws Exception {
        var first = event.getClass().getRecordComponents()[0].getAccessor();

        assertThat(first.invoke(event)).isEqualTo(event.aggregateId());
    }

    @Test
    void a_destroyed_key_leaves_tombstones() {
        var registered = written(registered());
        var suspended = written(new TenantSuspended("ten_1", "unpaid"));
        var replaced =
                written(
                        new ConfigurationReplaced(
                                "ten_1", 1, new TenantConfiguration(List.of(), null)));
        keys.evict("ten_1");

        assertThat(read(registered))
                .isEqualTo(
                        new TenantRegistered(
                                "ten_1",
                                "acme",
                                "Acme",
                                "[erased]",
                                "eu-central",
                                "growth",
                                Map.of(),
                                TenantStatus.ACTIVE));
        assertThat(read(suspended)).isEqualTo(new TenantSuspended("ten_1", "[erased]"));
        assertThat(read(replaced))
                .isEqualTo(
                        new ConfigurationReplaced(
                                "ten_1", 1, new TenantConfiguration(List.of(), null)));
    }

    @Test
    void what_was_not_given_stays_so_without_a_key() {
        var stored = written(new TenantSuspended("ten_1", null));
        keys.evict("ten_1");

        assertThat(read(stored)).isEqualTo(new TenantSuspended("ten_1", null));
    }

    @Test
    void nothing_is_written_without_a_key() {
        assertThatThrownBy(() -> serializer.serialize(registered(), byte[].class))
                .isInstanceOf(SecrecyException.class)
                .hasMessage("the tenant ten_1 has no data key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ten_2", "ten_1"})
    void ciphertext_of_another_event_is_damage_and_no_tombstone(String tenantId) {
        keys.issue("ten_2");
        var contactEmail = json(written(registered())).path("contactEmail").asString();
        var forged =
                """
                {"tenantId": "%s", "reason": "%s"}
                """
                        .formatted(tenantId, contactEmail);

        assertThatThrownBy(() -> serializer.deserialize(suspended(forged)))
                .isInstanceOf(SecrecyException.class)
                .hasMessageStartingWith(
                        tenantId + "|" + tenantId + "|tenant.suspended.reason is damaged");
    }

    private static TenantRegistered registered() {
        return new TenantRegistered(
                "ten_1",
                "acme",
                "Acme",
                "ops@acme.example",
                "eu-central",
                "growth",
                Map.of("crm", "4711"),
                TenantStatus.ACTIVE);
    }

    private static SerializedObject<String> suspended(String json) {
        return new SimpleSerializedObject<>(json, String.class, "tenant.suspended", "1");
    }

    private SerializedObject<byte[]> written(DomainEvent event) {
        keys.issue(event.tenantId());
        return serializer.serialize(event, byte[].class);
    }

    private Object read(SerializedObject<byte[]> stored) {
        return serializer.deserialize(stored);
    }

    private static JsonNode json(SerializedObject<byte[]> stored) {
        return JsonMapper.shared().readTree(stored.getData());
    }
}
