package io.voc.tenancy.command.configuration;

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
@RequestMapping("/api/v1/tenants/{tenantId}/config")
class ConfigurationRestApi {

    private final Commands commands;

    ConfigurationRestApi(Commands commands) {
        this.commands = commands;
    }

    @PutMapping
    ConfigurationView replace(
            @PathVariable String tenantId, @RequestBody TenantConfiguration configuration) {
        return commands.send(new ReplaceConfiguration(tenantId, configuration), Actors.current());
    }
}
