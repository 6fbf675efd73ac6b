package io.voc.tenancy.command.onboarding;

import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;

import io.voc.tenancy.command.Commands;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.CheckTime;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** What is done when a step's time has come: once over all nodes, and again if that fails. */
@Configuration(proxyBeanMethods = false)
class OnboardingTimer {

    static final TaskDescriptor<Void> TASK = TaskDescriptor.of("onboarding-timer");

    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final char SEPARATOR = '/';

    /** Names a timer; of each there is one. */
    static String id(String onboardingId, String step, int attempt, String what) {
        return onboardingId + SEPARATOR + step + SEPARATOR + attempt + SEPARATOR + what;
    }

    @Bean
    OneTimeTask<Void> onboardingTimerTask(Commands commands, Clock clock) {
        return Tasks.oneTime(TASK)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(AGAIN))
                .execute((timer, execution) -> {
                    var rung = Objects.requireNonNull(execution.getExecution().executionTime);
                    commands.send(
                            new CheckTime(onboarding(timer.getId()), later(rung, clock.instant())),
                            InternalSteps.ONBOARDING);
                });
    }

    private static String onboarding(String id) {
        return id.substring(0, id.indexOf(SEPARATOR));
    }

    /** It has rung, so its time has come, even if this node's clock does not say so yet. */
    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
