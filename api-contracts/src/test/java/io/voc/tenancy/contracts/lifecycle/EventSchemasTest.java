package io.voc.tenancy.contracts.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The classes of public events and their schemas say the same. */
class EventSchemasTest {

    private static final Map<String, JsonNode> SCHEMAS = dataSchemas();

    static final List<Class<?>> EVENTS = records(LifecycleEvent.class).toList();

    private static final SchemaRegistry VALIDATION =
            SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_7,
                    registry ->
                            registry.schemaRegistryConfig(
                                    SchemaRegistryConfig.builder()
                                            .formatAssertionsEnabled(true)
                                            .build()));

    private final JsonMapper json =
            JsonMapper.builder()
                    .changeDefaultPropertyInclusion(
                            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .build();

    @Test
    void each_event_has_one_schema_and_each_schema_one_event() {
        assertThat(SCHEMAS.values())
                .extracting(schema -> schema.path("title").asString())
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        EVENTS.stream().map(Class::getSimpleName).toList());
    }

    @ParameterizedTest
    @FieldSource("EVENTS")
    void what_an_event_always_has_is_required_and_what_it_may_have_is_not(Class<?> event) {
        var schema = schemaOf(event);

        assertThat(schema.path("properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(names(event, _ -> true));
        assertThat(required(schema))
                .containsExactlyInAnyOrderElementsOf(
                        names(event, component -> !isNullable(component)));
    }

    @ParameterizedTest
    @FieldSource("EVENTS")
    void examples_show_every_field_and_are_what_the_event_is_written_as(Class<?> event) {
        var schema = schemaOf(event);
        var examples = schema.path("examples").valueStream().toList();

        for (var example : examples) {
            var read = (LifecycleEvent) json.treeToValue(example, event);
            assertThat(json.readTree(json.writeValueAsString(read))).isEqualTo(example);
            assertThat(read.type()).isEqualTo("io.voc.tenancy." + nameOf(event));
            assertThat(VALIDATION.getSchema(schema).validate(example)).isEmpty();
        }
        assertThat(examples.stream().flatMap(it -> it.propertyNames().stream()).toList())
                .containsAll(schema.path("properties").propertyNames());
    }

    @ParameterizedTest
    @FieldSource("EVENTS")
    void a_schema_has_an_id_of_its_own_is_explained_and_allows_fields_to_come(Class<?> event) {
        var schema = schemaOf(event);

        assertThat(schema.path("$id").asString())
                .isEqualTo("urn:voc:tenancy:event:" + nameOf(event));
        assertThat(schema.path("description").asString()).isNotBlank();
        assertThat(schema.path("additionalProperties").booleanValue()).isTrue();
    }

    @Test
    void the_documentation_has_the_table_of_all_events() throws IOException {
        var rows =
                SCHEMAS.entrySet().stream()
                        .map(entry -> row(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining("\n"));

        assertThat(Files.readString(Path.of("../docs/events.md")))
                .as("docs/events.md; the rows are to be%n%s", rows)
                .contains(rows);
    }

    private static String row(String name, JsonNode schema) {
        var required = required(schema);
        var fields =
                schema.path("properties").propertyNames().stream()
                        .map(field -> "`" + field + "`" + (required.contains(field) ? "" : "?"))
                        .collect(Collectors.joining(", "));
        return "| `%s` | %s | %s |".formatted(name, schema.path("description").asString(), fields);
    }

    private static List<String> required(JsonNode schema) {
        return schema.path("required").valueStream().map(name -> name.asString()).toList();
    }

    private static JsonNode schemaOf(Class<?> event) {
        return Objects.requireNonNull(SCHEMAS.get(nameOf(event)));
    }

    private static String nameOf(Class<?> event) {
        return SCHEMAS.entrySet().stream()
                .filter(entry ->
                        entry.getValue().path("title").asString().equals(event.getSimpleName()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new AssertionError(event.getSimpleName() + " has no schema"));
    }

    private static Map<String, JsonNode> dataSchemas() {
        return EventSchemas.current().entrySet().stream()
                .filter(entry -> !entry.getKey().equals(EventSchemas.HEADERS))
                .collect(
                        toMap(
                                Map.Entry::getKey,
                                Map.Entry::getValue,
                                (one, _) -> one,
                                TreeMap::new));
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(EventSchemasTest::records)
                : Stream.of(type);
    }

    private static List<String> names(Class<?> event, Predicate<RecordComponent> isWanted) {
        return Stream.of(event.getRecordComponents())
                .filter(isWanted)
                .map(RecordComponent::getName)
                .toList();
    }

    private static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
}
