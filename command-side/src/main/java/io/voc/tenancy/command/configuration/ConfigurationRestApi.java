package io.voc.tenancy.command.configuration;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.voc.tenancy.command.Commands;
import io.voc.tenancy.contracts.configuration.ConfigurationCommand.ReplaceConfiguration;
import io.voc.tenancy.contracts.configuration.ConfigurationView;
import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.kit.identity.Actors;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Changes of configuration over REST. */
@RestController
@RequestMapping(path = "/api/v1/tenants/{tenantId}/config", produces = APPLICATION_JSON_VALUE)
class ConfigurationRestApi {

    private final Commands commands;

    ConfigurationRestApi(Commands commands) {
        this.commands = commands;
    }

    @PutMapping(consumes = APPLICATION_JSON_VALUE)
    ConfigurationView replace(
            @PathVariable String tenantId, @RequestBody TenantConfiguration configuration) {
        return commands.send(new ReplaceConfiguration(tenantId, configuration), Actors.current());
    }
}
