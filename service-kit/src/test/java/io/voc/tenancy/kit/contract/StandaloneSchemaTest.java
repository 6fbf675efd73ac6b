package io.voc.tenancy.kit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.List;

class StandaloneSchemaTest {

    private final ApiContract contract = new ApiContract();
    private final JsonNode schema =
            contract.standaloneSchema("TenantConfiguration", "urn:test:configuration");

    @Test
    void refers_to_nothing_but_itself() {
        assertThat(schema.findValuesAsString("$ref"))
                .isNotEmpty()
                .allSatisfy(
                        target -> assertThat(schema.at(target.substring(1)).isObject()).isTrue());
        assertThat(schema.toString()).doesNotContain("x-message");
    }

    @Test
    void says_of_every_field_what_it_is_for() {
        var silent = new ArrayList<String>();
        search("", schema, silent);

        assertThat(silent).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"aiAgents\":[{\"id\":\"A\"}]}",
                "{\"telephony\":{\"provider\":\"SIP\",\"sipTrunk\":{\"host\":\"h\",\"port\":0,\"password\":{}}}}",
                "{\"telephony\":{\"provider\":\"SIP\",\"numbers\":[{\"number\":\"1\"}],\"more\":1}}",
            })
    void finds_the_same_faults_as_the_contract(String body) {
        var document = JsonMapper.shared().readTree(body);
        var standalone =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema);

        assertThat(standalone.validate(document))
                .hasSameSizeAs(contract.faultsOf("TenantConfiguration", document));
    }

    private void search(String place, JsonNode node, List<String> silent) {
        node.path("properties")
                .forEachEntry((name, field) -> {
                    var meant =
                            field.has("$ref")
                                    ? schema.at(field.path("$ref").asString().substring(1))
                                    : field;
                    if (!meant.has("description")) {
                        silent.add(place + '/' + name);
                    }
                });
        node.path("$defs").forEachEntry((name, definition) -> search(name, definition, silent));
    }
}
