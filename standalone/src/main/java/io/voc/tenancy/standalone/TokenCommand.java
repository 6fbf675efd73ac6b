package io.voc.tenancy.standalone;

import io.voc.tenancy.contracts.identity.Role;
import io.voc.tenancy.contracts.identity.TypeId;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.time.Duration;

/** Mints a token for the local installation and prints it alone. */
@Command(
        name = "token",
        description =
                "Mint a token for the local installation and print it alone on standard output.",
        mixinStandardHelpOptions = true)
final class TokenCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--role",
            required = true,
            description =
                    "platform-admin, platform-auditor, tenant-admin, tenant-viewer or service")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String role;

    @Option(names = "--tenant", description = "the tenant that a tenant's role is for: ten_…")
    private @Nullable String tenant;

    @Option(
            names = "--subject",
            defaultValue = "local-operator",
            description = "who it is for (${DEFAULT-VALUE})")
    private String subject = "local-operator";

    @Option(
            names = "--valid-for",
            defaultValue = "PT12H",
            description = "how long it is valid, in ISO 8601 (${DEFAULT-VALUE})")
    private Duration validFor = Duration.ofHours(12);

    @Override
    public void run() {
        var known =
                Role.ofClaim(role)
                        .orElseThrow(() ->
                                new CommandFailedException(
                                        "--role " + role + " is none of the roles"));
        if (known.isOfTenant() && (tenant == null || !TypeId.TENANT.matches(tenant))) {
            throw new CommandFailedException(
                    "--role " + role + " needs --tenant with a tenant's id (ten_…)");
        }
        var mint = Installation.ofThisProcess().tokenMint();
        spec.commandLine().getOut().println(mint.mint(subject, known, tenant, validFor));
    }
}
