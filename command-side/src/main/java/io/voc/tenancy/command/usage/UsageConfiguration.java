package io.voc.tenancy.command.usage;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;

import io.voc.tenancy.eventstore.Processors;
import io.voc.tenancy.eventstore.log.OrderedLog;

import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.serialization.Serializer;
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

    static final String CORRECTIONS = "usage-corrections";

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

    /** One after the other: each is a commit of the ledger, and there are few. */
    @Bean
    ConfigurerModule correctionReaction(
            OrderedLog log, ConnectionProvider connections, Serializer serializer) {
        return configurer ->
                Processors.register(
                        configurer.eventProcessing(),
                        CORRECTIONS,
                        1,
                        "command.processor_token",
                        log,
                        connections,
                        serializer);
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
