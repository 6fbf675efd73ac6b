package io.voc.tenancy.command.usage;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Clock;
import java.time.Duration;

import javax.sql.DataSource;

/** Wires the ledger. */
@Configuration(proxyBeanMethods = false)
class UsageConfiguration {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
    private static final Duration BETWEEN_CLEARANCES = Duration.ofMinutes(1);

    @Bean
    @DependsOnDatabaseInitialization
    Ledger ledger(
            DataSource dataSource,
            Clock clock,
            @Value("${tenancy.request-id-days}") int daysKept,
            CrossingTeller crossings) {
        return new Ledger(dataSource, clock, daysKept, crossings::runSoon);
    }

    /** What a node that died has left to tell. */
    @Bean
    RecurringTask<Void> tellingOfCrossings(CrossingTeller crossings) {
        return Tasks.recurring("tell-of-crossings", FixedDelay.of(BETWEEN_LOOKS))
                .execute((_, _) -> crossings.run());
    }

    @Bean
    RecurringTask<Void> clearanceOfUsage(OldUsage old) {
        return Tasks.recurring("clear-old-usage", FixedDelay.of(BETWEEN_CLEARANCES))
                .execute((_, _) -> old.clear());
    }
}
