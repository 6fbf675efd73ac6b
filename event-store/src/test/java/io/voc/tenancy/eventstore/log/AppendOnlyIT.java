package io.voc.tenancy.eventstore.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voc.tenancy.contracts.tenant.TenantEvent.TenantSuspended;
import io.voc.tenancy.eventstore.TestLog;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.sql.SQLException;

class AppendOnlyIT {

    private static final TestLog LOG = new TestLog();

    @BeforeAll
    static void append() throws SQLException {
        LOG.append(new TenantSuspended("ten_1", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE event_store.event SET tenant_id = 'ten_2'",
                "UPDATE event_store.event SET tenant_id = 'ten_2' WHERE position > 1",
                "INSERT INTO event_store.event TABLE event_store.event ON CONFLICT (position) DO UPDATE SET sequence = 2",
                "DELETE FROM event_store.event",
                "TRUNCATE event_store.event",
            })
    void the_log_refuses_to_be_changed(String change) throws SQLException {
        try (var connection = LOG.dataSource().getConnection();
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(change))
                    .hasMessageContaining("the log is append-only")
                    .hasMessageContaining("on event_store.event is refused")
                    .extracting("SQLState")
                    .isEqualTo("42501");

            assertThat(LogTable.readAfter(connection, 0, 10))
                    .singleElement()
                    .extracting(StoredEvent::tenantId, StoredEvent::sequence)
                    .containsExactly("ten_1", 0L);
        }
    }
}
