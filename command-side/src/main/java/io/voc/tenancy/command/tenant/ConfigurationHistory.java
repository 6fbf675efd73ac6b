package io.voc.tenancy.command.tenant;

import io.voc.tenancy.contracts.configuration.TenantConfiguration;

import java.util.Optional;

/** The earlier versions of configurations, as the log has them. */
@FunctionalInterface
interface ConfigurationHistory {

    /** The document of a version, with the secrets that it had; empty when there is none. */
    Optional<TenantConfiguration> find(String tenantId, long version);
}
