package io.voc.tenancy.contracts.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;

/**
 * The schemas of each release are kept in {@code published-events}, a folder for each, for ever:
 * what is told today must be understood by who knows any of them. With a release copy {@code
 * contracts/events} into a new folder, and leave the others as they are.
 */
class PublishedSchemasTest {

    @Test
    void no_schema_has_become_incompatible_with_a_published_one() {
        var current = EventSchemas.current();
        var faults = new ArrayList<String>();

        EventSchemas.published()
                .forEach((release, schemas) ->
                        schemas.forEach((name, schema) -> {
                            var now = current.get(name);
                            if (now == null) {
                                faults.add(release + ": " + name + " is gone");
                                return;
                            }
                            SchemaCompatibility.faults(schema, now)
                                    .forEach(fault -> faults.add(release + ": " + name + fault));
                        }));

        assertThat(faults).isEmpty();
    }

    @Test
    void there_is_a_release_to_be_compatible_with() {
        assertThat(EventSchemas.published())
                .containsKey("0.1.0")
                .allSatisfy((_, schemas) ->
                        assertThat(schemas)
                                .containsKeys(EventSchemas.HEADERS, "tenant.registered.v1"));
    }
}
