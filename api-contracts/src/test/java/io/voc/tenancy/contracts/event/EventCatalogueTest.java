package io.voc.tenancy.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRegistered;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

class EventCatalogueTest {

    static Stream<Class<?>> events() {
        return EventCatalogue.events();
    }

    @ParameterizedTest
    @MethodSource("events")
    void every_event_is_a_record_with_a_stored_type(Class<?> event) {
        var type = EventCatalogue.typeOf(event);

        assertThat(event).isRecord().isAssignableTo(DomainEvent.class);
        assertThat(type.name()).matches("[a-z]+(-[a-z]+)*\\.[a-z]+(-[a-z]+)*");
        assertThat(type.revision()).isPositive();
    }

    @Test
    void no_two_events_share_a_name() {
        assertThat(events().map(event -> EventCatalogue.typeOf(event).name()))
                .doesNotHaveDuplicates();
    }

    @Test
    void events_are_found_through_their_vocabularies() {
        assertThat(events()).contains(TenantRegistered.class).doesNotHaveDuplicates();
    }

    @Test
    void a_class_without_a_stored_type_is_no_event() {
        assertThatThrownBy(() -> EventCatalogue.typeOf(String.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("java.lang.String has no @EventType");
    }
}
