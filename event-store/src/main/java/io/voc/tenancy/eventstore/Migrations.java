package io.voc.tenancy.eventstore;

import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;

import javax.sql.DataSource;

/**
 * Runs a module's migrations, each module with a history of its own, before anything else uses the
 * database.
 */
public final class Migrations {

    private Migrations() {}

    /**
     * Migrates {@code db/migration/<module>} when the application starts.
     *
     * @param module a module's name, such as {@code event-store}
     */
    public static FlywayMigrationInitializer of(String module, DataSource dataSource) {
        return new FlywayMigrationInitializer(flyway(module, dataSource));
    }

    /** A module's migrations, to be run by whoever asks for them. */
    public static Flyway flyway(String module, DataSource dataSource) {
        return Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration/" + module)
                .table("schema_history_" + module.replace('-', '_'))
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load();
    }
}
