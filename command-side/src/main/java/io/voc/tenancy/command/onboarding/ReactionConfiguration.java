package io.voc.tenancy.command.onboarding;

import io.voc.tenancy.eventstore.Processors;
import io.voc.tenancy.eventstore.log.OrderedLog;

import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.serialization.Serializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.util.Map;

/** Wires the reactions: each follows the log with a place of its own, on whichever node has it. */
@Configuration(proxyBeanMethods = false)
class ReactionConfiguration {

    static final String STEPS = "onboarding-steps";
    static final String TIMERS = "onboarding-timers";
    static final String METERS = "onboarding-meters";

    /** How many shares of the tenants are worked on side by side. */
    private static final Map<String, Integer> SEGMENTS = Map.of(STEPS, 4, TIMERS, 1, METERS, 1);

    @Bean
    ConfigurerModule onboardingReactions(
            OrderedLog log, ConnectionProvider connections, Serializer serializer) {
        return configurer ->
                SEGMENTS.forEach((reaction, segments) ->
                        Processors.register(
                                configurer.eventProcessing(),
                                reaction,
                                segments,
                                "command.processor_token",
                                log,
                                connections,
                                serializer));
    }
}
