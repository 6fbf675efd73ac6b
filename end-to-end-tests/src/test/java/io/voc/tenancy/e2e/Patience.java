package io.voc.tenancy.e2e;

import org.awaitility.Awaitility;
import org.awaitility.pollinterval.IterativePollInterval;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.time.Duration;

/**
 * How every test waits unless it says otherwise: it looks at once, again after 5 ms, and then less
 * and less often. What is mostly there already, such as the answer to a write that is tried again,
 * would else cost a tenth of a second each time.
 */
public final class Patience implements BeforeAllCallback {

    private static final Duration FIRST = Duration.ofMillis(5);
    private static final Duration LONGEST = Duration.ofMillis(100);

    /** More than what another node needs to go on with the work of one that was killed. */
    private static final Duration TAKE_OVER = Duration.ofSeconds(30);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(TAKE_OVER);
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(
                new IterativePollInterval(Patience::longer, FIRST.dividedBy(2)));
    }

    private static Duration longer(Duration interval) {
        var longer = interval.multipliedBy(2);
        return longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
    }
}
