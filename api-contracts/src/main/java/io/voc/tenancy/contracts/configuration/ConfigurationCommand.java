package io.voc.tenancy.contracts.configuration;

/** What can be asked of a tenant's configuration. */
public sealed interface ConfigurationCommand {

    /** The tenant whose configuration it is. */
    String tenantId();

    /** Makes the document the tenant's next configuration version. */
    record ReplaceConfiguration(String tenantId, TenantConfiguration configuration)
            implements ConfigurationCommand {}
}
