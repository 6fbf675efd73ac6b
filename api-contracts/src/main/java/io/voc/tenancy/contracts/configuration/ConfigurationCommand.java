package io.voc.tenancy.contracts.configuration;

import io.voc.tenancy.contracts.command.Command;
import io.voc.tenancy.contracts.identity.TypeId;

import org.jspecify.annotations.Nullable;

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

    /**
     * Makes the document the tenant's next configuration version. A secret that it leaves out stays
     * as it is.
     */
    record ReplaceConfiguration(String tenantId, TenantConfiguration configuration)
            implements ConfigurationCommand {}

    /** Makes the document of an earlier version the next one; the secrets are those of today. */
    record RollBackConfiguration(String tenantId, long version, @Nullable String reason)
            implements ConfigurationCommand {}

    /** Tells whoever is about to change the configuration how it stands; changes nothing. */
    record DescribeConfiguration(String tenantId) implements ConfigurationCommand {}
}
