package io.voc.tenancy.standalone;

import io.voc.tenancy.embedded.PostgresServer;
import io.voc.tenancy.eventstore.Migrations;
import io.voc.tenancy.kit.environment.EnvironmentVariables;
import io.voc.tenancy.kit.environment.ProcessKind;

import org.flywaydb.core.api.FlywayException;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;

import javax.sql.DataSource;

/** Brings the database's tables to this version, and starts nothing else. */
@Command(
        name = "migrate",
        description =
                "Bring the tables of the database (DATABASE_URL, else the embedded one) to this version.",
        mixinStandardHelpOptions = true)
final class MigrateCommand implements Runnable {

    /** In the order in which they build on each other. */
    private static final List<String> MODULES =
            List.of("event-store", "command-side", "query-side");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        var installation = Installation.ofThisProcess();
        var out = spec.commandLine().getOut();
        if (installation.variable("DATABASE_URL").isPresent()) {
            migrate(installation.environment(), out::println);
            return;
        }
        var password = installation.secrets().readOrCreate(Secrets.DATABASE_PASSWORD);
        try (var server =
                PostgresServer.start(
                        installation.data().resolve("postgres"),
                        installation.postgresPort(),
                        password)) {
            migrate(Map.of("DATABASE_URL", server.databaseUrl()), out::println);
        }
    }

    /**
     * Migrates the database that the environment names.
     *
     * @param progress is told one line for each module
     * @throws CommandFailedException when the database can't be migrated
     */
    static void migrate(Map<String, String> environment, Consumer<String> progress) {
        var database = database(environment);
        for (var module : MODULES) {
            try {
                var done = Migrations.flyway(module, database).migrate();
                progress.accept(
                        "migrated %s: %d steps, now at version %s"
                                .formatted(
                                        module,
                                        done.migrationsExecuted,
                                        done.targetSchemaVersion == null
                                                ? done.initialSchemaVersion
                                                : done.targetSchemaVersion));
            } catch (FlywayException e) {
                throw new CommandFailedException(
                        "the tables of " + module + " can't be migrated: " + firstLine(e));
            }
        }
    }

    /** Flyway says the same again, in more words, on further lines. */
    private static String firstLine(FlywayException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    private static DataSource database(Map<String, String> environment) {
        var properties = new Properties();
        properties.putAll(EnvironmentVariables.toProperties(ProcessKind.MIGRATION, environment));
        return new DriverManagerDataSource(
                properties.getProperty("spring.datasource.url"), credentials(properties));
    }

    /** None, when the URL has them. */
    private static Properties credentials(Properties properties) {
        var credentials = new Properties();
        var user = properties.getProperty("spring.datasource.username");
        if (user != null) {
            credentials.setProperty("user", user);
            credentials.setProperty(
                    "password", properties.getProperty("spring.datasource.password", ""));
        }
        return credentials;
    }
}
