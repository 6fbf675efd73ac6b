package io.voc.tenancy.standalone;

import io.voc.tenancy.embedded.DataDirectoryInUseException;
import io.voc.tenancy.embedded.PortInUseException;
import io.voc.tenancy.kit.environment.InvalidEnvironmentException;

import org.springframework.boot.logging.LoggingSystem;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The command line of {@code ./tenant-manager}. */
@Command(
        name = "tenant-manager",
        description = "A self-hostable control plane for multi-tenant SaaS.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        version = "Tenant Manager 0.1.0",
        subcommands = {
            StartCommand.class,
            MigrateCommand.class,
            PrepareCommand.class,
            TokenCommand.class,
            DemoCommand.class
        })
public final class TenantManager {

    private TenantManager() {}

    /**
     * Runs a command and ends the process with its exit code; a server's process goes on until it
     * is stopped.
     */
    public static void main(String[] arguments) {
        // until an application sets the levels, libraries would log in full detail
        LoggingSystem.get(TenantManager.class.getClassLoader()).beforeInitialize();
        int exitCode =
                new CommandLine(new TenantManager())
                        .setExecutionExceptionHandler(TenantManager::explain)
                        .execute(arguments);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    /** What the user can mend is told in one line; anything else is a defect and shows where. */
    private static int explain(Exception failure, CommandLine command, ParseResult arguments)
            throws Exception {
        if (failure instanceof InvalidEnvironmentException
                || failure instanceof PortInUseException
                || failure instanceof DataDirectoryInUseException
                || failure instanceof CommandFailedException) {
            command.getErr().println("tenant-manager: " + failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw failure;
    }
}
