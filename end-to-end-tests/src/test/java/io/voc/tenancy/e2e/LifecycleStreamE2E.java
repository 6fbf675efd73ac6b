package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.util.List;
import java.util.Map;

class LifecycleStreamE2E {

    private static final String DOCUMENT = "contracts/asyncapi.yaml";

    private final Standalone standalone = Standalone.shared();
    private final Api api = standalone.api();

    @Test
    void tells_a_tenants_life_in_order_as_the_contract_says() {
        var id = liveALife();

        var events = LifecycleStream.of(standalone.kafkaBrokers(), id, 8);

        assertThat(events)
                .extracting(LifecycleStream.Received::type)
                .containsExactly(
                        "tenant.registered.v1",
                        "tenant.updated.v1",
                        "configuration.changed.v1",
                        "api-key.issued.v1",
                        "api-key.revoked.v1",
                        "tenant.suspended.v1",
                        "tenant.activated.v1",
                        "tenant.deleted.v1");
        assertThat(events)
                .allSatisfy(event -> {
                    assertThat(event.key()).isEqualTo(id);
                    assertThat(event.headers())
                            .containsEntry("ce_specversion", "1.0")
                            .containsEntry("ce_source", "urn:voc:tenancy")
                            .containsEntry("ce_subject", id)
                            .containsEntry("content-type", "application/json")
                            .containsKeys("ce_id", "ce_time", "ce_position");
                    assertThat(faults(event)).isEmpty();
                });
        assertThat(events)
                .extracting(
                        event -> Long.parseLong(event.headers().getOrDefault("ce_position", "")))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(events)
                .extracting(event -> event.headers().get("ce_id"))
                .doesNotHaveDuplicates();
    }

    @Test
    void carries_no_secret_and_no_personal_data() {
        var id = liveALife();

        var events = LifecycleStream.of(standalone.kafkaBrokers(), id, 8);

        assertThat(events)
                .hasSize(8)
                .allSatisfy(event ->
                        assertThat(event.raw())
                                .doesNotContain(
                                        "ops@company.example",
                                        "new@company.example",
                                        "unpaid",
                                        "tm_live_",
                                        "be polite"));
    }

    private String liveALife() {
        var id = api.registeredTenant();
        var path = "/api/v1/tenants/" + id;
        api.put(path, Map.of("name", "Another", "contactEmail", "new@company.example"));
        api.put(
                path + "/config",
                Map.of(
                        "aiAgents",
                        List.of(
                                Map.of(
                                        "id", "reception",
                                        "name", "Reception",
                                        "purpose", "SUPPORT",
                                        "enabled", true,
                                        "language", "en",
                                        "instructions", "be polite",
                                        "model",
                                                Map.of("provider", "example", "name", "fast-1")))));
        var key = api.issuedKey(id, "config:read").path("id").asString();
        api.delete(path + "/api-keys/" + key);
        api.post(path + "/suspend", Map.of("reason", "unpaid"));
        api.post(path + "/activate", Map.of());
        api.delete(path);
        return id;
    }

    private static List<String> faults(LifecycleStream.Received event) {
        var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        var schema =
                registry.getSchema(
                        SchemaLocation.of("classpath:" + DOCUMENT + "#" + payload(event.type())));
        return schema.validate(event.data()).stream().map(Object::toString).toList();
    }

    /** Where the document has the schema of the message that is named like the type. */
    private static String payload(String type) {
        return document()
                .path("components")
                .path("messages")
                .valueStream()
                .filter(message -> message.path("name").asString().equals("io.voc.tenancy." + type))
                .map(message -> message.path("payload").path("$ref").asString().substring(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not in asyncapi.yaml: " + type));
    }

    private static JsonNode document() {
        return YAMLMapper.builder()
                .build()
                .readTree(LifecycleStreamE2E.class.getClassLoader().getResourceAsStream(DOCUMENT));
    }
}
