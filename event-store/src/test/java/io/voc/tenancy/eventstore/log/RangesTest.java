package io.voc.tenancy.eventstore.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.eventstore.log.Ranges.Range;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;

class RangesTest {

    private static final long MEGABYTE = 1 << 20;

    @Test
    void follow_one_another_without_gaps_to_the_very_end() {
        var ranges = new Ranges(10, 100_000);
        var all = new ArrayList<Range>();

        ranges.forEachRemaining(range -> {
            all.add(range);
            ranges.learn(range, 500 * length(range));
        });

        assertThat(all.getFirst().after()).isEqualTo(10);
        assertThat(all.getLast().upTo()).isEqualTo(100_000);
        assertThat(all.stream().mapToLong(RangesTest::length).sum()).isEqualTo(99_990);
    }

    @Test
    void are_shorter_where_events_are_large() {
        var ranges = new Ranges(0, 100_000);
        var range = ranges.next();

        ranges.learn(range, MEGABYTE * length(range));

        assertThat(length(ranges.next())).isEqualTo(4);
    }

    @Test
    void hold_one_event_at_least() {
        var ranges = new Ranges(0, 100_000);
        var range = ranges.next();

        ranges.learn(range, 100 * MEGABYTE * length(range));

        assertThat(length(ranges.next())).isEqualTo(1);
    }

    @Test
    void are_none_when_nothing_is_wanted() {
        assertThat(new Ranges(7, 7).hasNext()).isFalse();
    }

    private static long length(Range range) {
        return range.upTo() - range.after();
    }
}
