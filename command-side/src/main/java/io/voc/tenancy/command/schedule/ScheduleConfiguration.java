package io.voc.tenancy.command.schedule;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;

import io.voc.tenancy.eventstore.register.StoredAnswers;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Duration;
import java.util.List;

import javax.sql.DataSource;

/** The tasks and who runs them: one node each time, another when that one dies. */
@Configuration(proxyBeanMethods = false)
class ScheduleConfiguration {

    private static final String TABLE = "command.scheduled_task";
    private static final Duration BETWEEN_PURGES = Duration.ofSeconds(10);
    private static final Duration BETWEEN_CLEARANCES = Duration.ofMinutes(10);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final int THREADS = 2;

    @Bean
    RecurringTask<Void> purgeOfDueTenants(DuePurges purges) {
        return Tasks.recurring("purge-due-tenants", FixedDelay.of(BETWEEN_PURGES))
                .execute((_, _) -> purges.run());
    }

    @Bean
    RecurringTask<Void> clearanceOfExpiredAnswers(StoredAnswers answers) {
        return Tasks.recurring("clear-expired-answers", FixedDelay.of(BETWEEN_CLEARANCES))
                .execute((_, _) -> answers.deleteExpired());
    }

    /** For whoever wants something done at a time. */
    @Bean
    @DependsOnDatabaseInitialization
    SchedulerClient schedulerClient(DataSource dataSource) {
        return SchedulerClient.Builder.create(dataSource).tableName(TABLE).build();
    }

    /** Not before all that the tasks need is there. */
    @Bean
    ApplicationRunner startOfSchedule(Scheduler scheduler) {
        return _ -> scheduler.start();
    }

    @Bean(destroyMethod = "stop")
    @DependsOnDatabaseInitialization
    Scheduler scheduler(
            DataSource dataSource,
            List<RecurringTask<Void>> tasks,
            List<OneTimeTask<Void>> timers) {
        return Scheduler.create(dataSource, List.copyOf(timers))
                .tableName(TABLE)
                .startTasks(tasks)
                .threads(THREADS)
                .pollingInterval(LOOK)
                .heartbeatInterval(HEARTBEAT)
                .build();
    }
}
