package io.voc.tenancy.query.configuration;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.voc.tenancy.contracts.configuration.ConfigurationView;
import io.voc.tenancy.kit.identity.Actors;

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
    ConfigurationView find(@PathVariable String tenantId) {
        return configurations.find(tenantId, Actors.current());
    }
}
