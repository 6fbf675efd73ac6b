package io.voc.tenancy.eventstore.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.eventstore.TestLog;
import io.voc.tenancy.eventstore.rebuild.RegisterRebuild;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;

/** What holds for every log, whatever happened to those who wrote it. */
final class WholeLog {

    private WholeLog() {}

    /** The registers are what the log says. */
    static void assertRegistersFollow(TestLog log) throws SQLException {
        var reader = new BulkReader(log.dataSource(), 2);
        var comparison = new RegisterRebuild(log.dataSource(), reader, log::decode).verify();
        assertThat(comparison.isEqual()).as(comparison.toString()).isTrue();
    }

    /** Positions and sequences have no gaps, and the chain no break. */
    static void assertWhole(List<StoredEvent> events) {
        var chain = new HashChain();
        var hash = HashChain.beginning();
        var sequences = new HashMap<String, Long>();
        for (int i = 0; i < events.size(); i++) {
            var event = events.get(i);
            hash = chain.hash(hash, event);
            assertThat(event.position()).isEqualTo(i + 1);
            assertThat(event.hash()).as("hash at " + event.position()).isEqualTo(hash);
            assertThat(event.sequence())
                    .isEqualTo(sequences.merge(event.aggregateId(), 0L, (last, _) -> last + 1));
        }
    }
}
