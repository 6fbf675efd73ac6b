package io.voc.tenancy.contracts.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is compatible and what is not. */
class SchemaCompatibilityTest {

    private static final String PUBLISHED =
            """
            {
              "title": "Sample",
              "type": "object",
              "required": ["tenantId", "amount"],
              "properties": {
                "tenantId": {"type": "string", "pattern": "^ten_"},
                "amount": {"type": "integer", "minimum": 0},
                "period": {"type": "string", "enum": ["DAY", "MONTH"]},
                "endsAt": {"type": "string", "format": "date-time"},
                "entries": {
                  "type": "array",
                  "items": {
                    "type": "object",
                    "required": ["name"],
                    "properties": {"name": {"type": "string"}},
                    "additionalProperties": true
                  }
                }
              },
              "additionalProperties": true
            }
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "removed   | , \"endsAt\": {\"type\": \"string\", \"format\": \"date-time\"} | '' | /properties/endsAt is gone",
                "renamed   | \"period\": | \"span\": | /properties/period is gone",
                "narrowed  | \"minimum\": 0 | \"minimum\": 1 | /properties/amount/minimum was 0 and is 1",
                "widened   | , \"minimum\": 0 | '' | /properties/amount/minimum was 0 and is nothing",
                "type      | \"type\": \"integer\" | \"type\": \"number\" | /properties/amount/type was \"integer\" and is \"number\"",
                "nullable  | \"type\": \"integer\" | \"type\": [\"integer\", \"null\"] | /properties/amount/type was \"integer\" and is [\"integer\",\"null\"]",
                "required  | [\"tenantId\", \"amount\"] | [\"tenantId\", \"amount\", \"period\"] | /period is required now",
                "optional  | [\"tenantId\", \"amount\"] | [\"tenantId\"] | /amount is no longer required",
                "enum more | [\"DAY\", \"MONTH\"] | [\"DAY\", \"MONTH\", \"YEAR\"] | /properties/period/enum was [\"DAY\",\"MONTH\"] and is [\"DAY\",\"MONTH\",\"YEAR\"]",
                "enum less | [\"DAY\", \"MONTH\"] | [\"DAY\"] | /properties/period/enum was [\"DAY\",\"MONTH\"] and is [\"DAY\"]",
                "format    | , \"format\": \"date-time\" | '' | /properties/endsAt/format was \"date-time\" and is nothing",
                "bounded   | {\"type\": \"string\", \"format\" | {\"type\": \"string\", \"maxLength\": 9, \"format\" | /properties/endsAt/maxLength was nothing and is 9",
                "pattern   | ^ten_ | ^tenant_ | /properties/tenantId/pattern was \"^ten_\" and is \"^tenant_\"",
                "nested    | {\"name\": {\"type\": \"string\"}} | {\"name\": {\"type\": \"integer\"}} | /properties/entries/items/properties/name/type was \"string\" and is \"integer\"",
                "nested    | \"required\": [\"name\"] | \"required\": [] | /properties/entries/items/name is no longer required",
                "items     | \"type\": \"array\" | \"type\": \"array\", \"uniqueItems\": true | /properties/entries/uniqueItems was nothing and is true"
            })
    void incompatible(String kind, String before, String after, String fault) {
        assertThat(SchemaCompatibility.faults(json(PUBLISHED), changed(before, after)))
                .as(kind)
                .contains(fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"title\": \"Sample\" | \"title\": \"Sample\"",
                "\"title\": \"Sample\" | \"title\": \"Example\", \"description\": \"of this test\", \"examples\": [{}]",
                "\"properties\": {\"name\" | \"properties\": {\"more\": {\"type\": \"integer\"}, \"name\"",
                "\"endsAt\": | \"note\": {\"type\": \"string\"}, \"endsAt\":",
                "[\"tenantId\", \"amount\"] | [\"amount\", \"tenantId\"]"
            })
    void compatible(String before, String after) {
        assertThat(SchemaCompatibility.faults(json(PUBLISHED), changed(before, after))).isEmpty();
    }

    @Test
    void a_schema_that_is_closed_to_further_fields_is_incompatible() {
        var closed =
                json(
                        PUBLISHED.replace(
                                "\"additionalProperties\": true",
                                "\"additionalProperties\": false"));

        assertThat(SchemaCompatibility.faults(json(PUBLISHED), closed))
                .containsExactlyInAnyOrder(
                        "/additionalProperties was true and is false",
                        "/properties/entries/items/additionalProperties was true and is false");
    }

    private static JsonNode changed(String before, String after) {
        var compact = json(PUBLISHED).toString();
        var from = before.replace(": ", ":").replace(", ", ",");
        assertThat(compact).contains(from);
        return json(compact.replace(from, after));
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
