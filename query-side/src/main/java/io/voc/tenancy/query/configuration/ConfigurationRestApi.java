package io.voc.tenancy.query.configuration;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.voc.tenancy.kit.identity.Actors;
import io.voc.tenancy.query.Asked;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reads of configuration over REST. */
@RestController
@RequestMapping(path = "/api/v1/tenants/{tenantId}/config", produces = APPLICATION_JSON_VALUE)
class ConfigurationRestApi {

    private final ConfigurationQueries configurations;

    ConfigurationRestApi(ConfigurationQueries configurations) {
        this.configurations = configurations;
    }

    @GetMapping
    ResponseEntity<byte[]> find(@PathVariable String tenantId) {
        var found =
                configurations.find(
                        tenantId, Actors.current(), ConfigurationForm.JSON, Asked.now());
        return ResponseEntity.ok()
                .eTag(String.valueOf(found.version()))
                .contentType(MediaType.APPLICATION_JSON)
                .body(found.bytes());
    }
}
