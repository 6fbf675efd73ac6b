package io.voc.tenancy.command;

import io.voc.tenancy.contracts.apikey.ApiKeyCommand;
import io.voc.tenancy.contracts.configuration.ConfigurationCommand;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.tenant.TenantCommand;
import io.voc.tenancy.eventstore.EventStoreConfiguration;
import io.voc.tenancy.eventstore.Migrations;
import io.voc.tenancy.eventstore.register.CommitConditions;
import io.voc.tenancy.eventstore.register.Registers;
import io.voc.tenancy.kit.ServiceKit;
import io.voc.tenancy.kit.correlation.Correlation;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.common.caching.Cache;
import org.axonframework.common.caching.WeakReferenceCache;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Import;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;

import javax.sql.DataSource;

/** Brings in the side that decides. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@Import({ServiceKit.class, EventStoreConfiguration.class})
public class CommandSide {

    @Bean
    @DependsOn("eventStoreMigrations")
    FlywayMigrationInitializer commandSideMigrations(DataSource dataSource) {
        return Migrations.of("command-side", dataSource);
    }

    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }

    @Bean
    Cache aggregateCache() {
        return new WeakReferenceCache();
    }

    @Bean
    CommandTargetResolver commandTargets() {
        return command ->
                new VersionedAggregateIdentifier((Object) target(command.getPayload()), null);
    }

    /**
     * Conditions are judged at the end of every command, also of one that turns out to change
     * nothing.
     */
    @Bean
    CommandGateway commandGateway(CommandBus commandBus, Registers registers) {
        commandBus.registerHandlerInterceptor((unitOfWork, chain) -> {
            unitOfWork.onPrepareCommit(_ -> registers.judge(CommitConditions.take()));
            return chain.proceed();
        });
        return DefaultCommandGateway.builder()
                .commandBus(commandBus)
                .retryScheduler(new ConflictRetry())
                .build();
    }

    /** What every event tells of its cause. */
    @Bean
    CorrelationDataProvider causeOfEvents() {
        return CommandSide::cause;
    }

    private static Map<String, ?> cause(Message<?> command) {
        var cause = new HashMap<String, Object>();
        cause.put("causationId", command.getIdentifier());
        for (var id : new String[] {Correlation.REQUEST_ID, Correlation.CORRELATION_ID}) {
            if (command.getMetaData().get(id) instanceof String value) {
                cause.put(id, value);
            }
        }
        if (command.getMetaData().get(Actor.METADATA_KEY) instanceof Actor actor) {
            cause.put("actorSubject", actor.subject());
            cause.put(
                    "actorRoles",
                    actor.roles().stream().map(role -> role.claim()).sorted().toList());
        }
        return cause;
    }

    private static String target(Object command) {
        return switch (command) {
            case TenantCommand tenant -> tenant.tenantId();
            case ConfigurationCommand configuration -> configuration.tenantId();
            case ApiKeyCommand key -> key.keyId();
            default ->
                    throw new IllegalArgumentException(
                            "no command of this system: " + command.getClass());
        };
    }
}
