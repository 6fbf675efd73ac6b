package io.voc.tenancy.eventstore.secrecy;

import org.springframework.jdbc.core.simple.JdbcClient;

import javax.sql.DataSource;

/** Data keys in a test's database, under a master key of the tests. */
public final class TestKeys {

    public static final MasterKeys MASTER_KEYS = MasterKeys.parse("A".repeat(43));

    private TestKeys() {}

    /** The keys as they are stored. */
    public static WrappedKeys table(DataSource database) {
        return new DataKeyTable(JdbcClient.create(database));
    }
}
