package io.voc.tenancy.command.tenant;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How long a deleted tenant can still be restored. */
@Component
final class Retention {

    private final Duration time;
    private final Clock clock;

    Retention(@Value("${tenancy.purge-retention}") Duration time, Clock clock) {
        this.time = time;
        this.clock = clock;
    }

    /**
     * When what is deleted now is purged without anyone asking, to the millisecond as all times.
     */
    Instant end() {
        return clock.instant().plus(time).truncatedTo(ChronoUnit.MILLIS);
    }
}
