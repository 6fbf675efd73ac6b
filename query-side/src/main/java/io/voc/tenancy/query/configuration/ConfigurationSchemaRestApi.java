package io.voc.tenancy.query.configuration;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.voc.tenancy.kit.contract.ApiContract;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;

/** Serves the schema of configurations, for editors and generators. */
@RestController
class ConfigurationSchemaRestApi {

    private static final String PATH = "/api/v1/schemas/configuration";
    private static final String SCHEMA_JSON = "application/schema+json";

    private final JsonNode schema;

    ConfigurationSchemaRestApi(ApiContract contract) {
        this.schema = contract.standaloneSchema("TenantConfiguration", PATH);
    }

    @GetMapping(
            path = PATH,
            produces = {SCHEMA_JSON, APPLICATION_JSON_VALUE})
    JsonNode schema() {
        return schema;
    }
}
