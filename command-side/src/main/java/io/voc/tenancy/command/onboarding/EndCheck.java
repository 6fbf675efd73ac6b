package io.voc.tenancy.command.onboarding;

import io.voc.tenancy.command.Commands;
import io.voc.tenancy.contracts.apikey.ApiKeyCommand.DescribeApiKey;
import io.voc.tenancy.contracts.configuration.ConfigurationCommand.DescribeConfiguration;
import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingStarted;
import io.voc.tenancy.contracts.tenant.TenantCommand.DescribeTenant;
import io.voc.tenancy.contracts.tenant.TenantStatus;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads back what an onboarding has made, from the aggregates and from what verifies keys. */
@Component
class EndCheck {

    private static final String IS_REGISTERED =
            """
            SELECT EXISTS (
                SELECT FROM command.slug
                JOIN command.tenant_gate USING (tenant_id)
                JOIN command.api_key USING (tenant_id)
                WHERE slug = :slug AND tenant_id = :tenantId AND key_id = :keyId
                    AND tenant_gate.status = 'PENDING' AND plan IS NOT NULL)
            """;

    private final Commands commands;
    private final JdbcClient jdbc;

    EndCheck(Commands commands, JdbcClient jdbc) {
        this.commands = commands;
        this.jdbc = jdbc;
    }

    /**
     * Passes if all is as it should be. What the tenant's own people have changed meanwhile, such
     * as a key that they rotated or revoked, is theirs to change.
     *
     * @throws CheckFailedException when something is not
     */
    void run(OnboardingStarted signup) {
        var tenantId = signup.tenantId();
        var tenant = commands.send(new DescribeTenant(tenantId), InternalSteps.ONBOARDING);
        require(
                tenant.status() == TenantStatus.PENDING && signup.slug().equals(tenant.slug()),
                "tenant");
        var configuration =
                commands.send(new DescribeConfiguration(tenantId), InternalSteps.ONBOARDING);
        require(
                configuration.version() > 0
                        || signup.configuration().equals(TenantConfiguration.EMPTY),
                "configuration");
        commands.send(new DescribeApiKey(signup.keyId(), tenantId), InternalSteps.ONBOARDING);
        require(isRegistered(signup), "register");
    }

    private boolean isRegistered(OnboardingStarted signup) {
        return jdbc.sql(IS_REGISTERED)
                .param("slug", signup.slug())
                .param("tenantId", signup.tenantId())
                .param("keyId", signup.keyId())
                .query(Boolean.class)
                .single();
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new CheckFailedException(what);
        }
    }
}
