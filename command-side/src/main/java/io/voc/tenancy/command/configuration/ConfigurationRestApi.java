package io.voc.tenancy.command.configuration;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.voc.tenancy.command.write.Writes;
import io.voc.tenancy.contracts.configuration.ConfigurationCommand.DescribeConfiguration;
import io.voc.tenancy.contracts.configuration.ConfigurationCommand.ReplaceConfiguration;
import io.voc.tenancy.contracts.configuration.ConfigurationCommand.RollBackConfiguration;
import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.kit.contract.MergePatch;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Changes of configuration over REST. */
@RestController
@RequestMapping(path = "/api/v1/tenants/{tenantId}/config", produces = APPLICATION_JSON_VALUE)
class ConfigurationRestApi {

    private final Writes writes;

    ConfigurationRestApi(Writes writes) {
        this.writes = writes;
    }

    record RollBackConfigurationRequest(long version, @Nullable String reason) {}

    @PutMapping(consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> replace(
            @PathVariable String tenantId, @RequestBody TenantConfiguration configuration) {
        return writes.replace(
                new DescribeConfiguration(tenantId),
                configuration,
                document -> new ReplaceConfiguration(tenantId, document));
    }

    @PatchMapping(consumes = {MergePatch.MEDIA_TYPE, APPLICATION_JSON_VALUE})
    ResponseEntity<byte[]> patch(@PathVariable String tenantId, @RequestBody MergePatch patch) {
        return writes.patch(
                new DescribeConfiguration(tenantId),
                new ConfigurationPatch(patch)::applyTo,
                TenantConfiguration.class,
                document -> new ReplaceConfiguration(tenantId, document));
    }

    @PostMapping(path = "/rollback", consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> rollBack(
            @PathVariable String tenantId, @RequestBody RollBackConfigurationRequest request) {
        return writes.send(
                new RollBackConfiguration(tenantId, request.version(), request.reason()));
    }
}
