package io.voc.tenancy.query.onboarding;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;

/** Tells how many onboardings have not moved for a quarter of an hour though they are not over. */
@Component
class StuckOnboardings {

    private static final Duration LONG = Duration.ofMinutes(15);

    StuckOnboardings(OnboardingTable table, Clock clock, MeterRegistry meters) {
        Gauge.builder("onboarding.stuck", table, it -> it.stuck(clock.instant().minus(LONG)))
                .description("Onboardings that nothing has happened to for 15 minutes")
                .register(meters);
    }
}
