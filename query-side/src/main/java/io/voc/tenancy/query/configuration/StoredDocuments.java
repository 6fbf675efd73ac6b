package io.voc.tenancy.query.configuration;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.eventstore.secrecy.SecretsInClear;

import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

/** Documents as the tables have them: JSON, with ciphertext where a secret is. */
@Component
final class StoredDocuments {

    private final JsonMapper json =
            JsonMapper.builder()
                    .addModule(new SecretsInClear())
                    .changeDefaultPropertyInclusion(
                            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .build();

    /**
     * The JSON of a document.
     *
     * @param sealed whose secrets are sealed
     */
    String write(TenantConfiguration sealed) {
        return json.writeValueAsString(sealed);
    }

    /** The document, its secrets sealed. */
    TenantConfiguration read(String document) {
        return json.readValue(document, TenantConfiguration.class);
    }
}
