package io.voc.tenancy.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.eventstore.secrecy.SealedText;
import io.voc.tenancy.eventstore.serialization.EventSerializer;

import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;

class ProcessorsTest {

    private final EventSerializer serializer = new EventSerializer(SealedText.erased());

    /** Else a node that stops at it would stop another tenant's events, and go past it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"tenantId":"ten_1","colour":"red"} | ten_1
                    {"name":"growth"}                   | platform
                    """)
    void an_event_of_a_newer_release_is_in_order_with_its_tenants(String json, String tenant) {
        Object stored =
                serializer.deserialize(
                        new SimpleSerializedObject<>(
                                json.getBytes(StandardCharsets.UTF_8),
                                byte[].class,
                                "tenant.painted",
                                "1"));

        assertThat(DomainEvent.PLATFORM).isEqualTo("platform");
        assertThat(Processors.tenantOf(GenericEventMessage.asEventMessage(stored)))
                .isEqualTo(tenant);
    }
}
