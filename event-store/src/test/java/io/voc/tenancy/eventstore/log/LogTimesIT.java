package io.voc.tenancy.eventstore.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.tenant.TenantEvent.TenantSuspended;
import io.voc.tenancy.eventstore.TestLog;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;

class LogTimesIT {

    private static final TestLog LOG = new TestLog();

    @BeforeAll
    static void append() throws SQLException {
        for (int second = 1; second <= 9; second += 2) {
            LOG.append(
                    Instant.parse("2026-01-01T00:00:0" + second + "Z"),
                    Collections.nCopies(second, new TenantSuspended("ten_" + second, "unpaid")));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1999-12-31T00:00:00Z, 0",
        "2026-01-01T00:00:00.999999Z, 0",
        "2026-01-01T00:00:01Z, 1",
        "2026-01-01T00:00:02Z, 1",
        "2026-01-01T00:00:03Z, 4",
        "2026-01-01T00:00:05.000001Z, 9",
        "2026-01-01T00:00:08.999Z, 16",
        "2026-01-01T00:00:09Z, 25",
        "2099-01-01T00:00:00Z, 25"
    })
    void the_last_event_of_a_time_is_found(Instant time, long position) throws SQLException {
        assertThat(lastAt(LOG, time)).isEqualTo(position);
    }

    @Test
    void an_empty_log_has_nothing_at_any_time() throws SQLException {
        assertThat(lastAt(new TestLog(), Instant.EPOCH)).isZero();
    }

    private static long lastAt(TestLog log, Instant time) throws SQLException {
        try (var connection = log.dataSource().getConnection()) {
            return LogTimes.lastAt(connection, time);
        }
    }
}
