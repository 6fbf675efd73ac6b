package io.voc.tenancy.contracts.configuration;

import io.voc.tenancy.contracts.command.Command;
import io.voc.tenancy.contracts.identity.TypeId;

/** What can be asked of a tenant's configuration. */
public sealed interface ConfigurationCommand extends Command<ConfigurationView> {

    @Override
    String tenantId();

    @Override
    default String target() {
        return tenantId();
    }

    @Override
    default String thing() {
        return TypeId.TENANT.thing();
    }

    @Override
    default boolean canBeThere() {
        return TypeId.TENANT.matches(target());
    }

    /** Makes the document the tenant's next configuration version. */
    record ReplaceConfiguration(String tenantId, TenantConfiguration configuration)
            implements ConfigurationCommand {}

    /** Tells whoever is about to change the configuration how it stands; changes nothing. */
    record DescribeConfiguration(String tenantId) implements ConfigurationCommand {}
}
