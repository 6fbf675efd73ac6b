package io.voc.tenancy.command;

import io.voc.tenancy.contracts.command.Command;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.Origin;
import io.voc.tenancy.eventstore.EventStoreConfiguration;
import io.voc.tenancy.eventstore.Migrations;
import io.voc.tenancy.eventstore.log.CommitStep;
import io.voc.tenancy.eventstore.log.Commits;
import io.voc.tenancy.kit.ServiceKit;
import io.voc.tenancy.kit.correlation.Correlation;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.axonframework.spring.eventsourcing.SpringAggregateSnapshotter;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Import;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;

import javax.sql.DataSource;

/** Brings in the side that decides. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@Import({ServiceKit.class, EventStoreConfiguration.class})
public class CommandSide {

    private static final int EVENTS_BETWEEN_SNAPSHOTS = 50;

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
    CommandTargetResolver commandTargets() {
        return command ->
                new VersionedAggregateIdentifier(
                        (Object) ((Command<?>) command.getPayload()).target(), null);
    }

    /**
     * Without transactions: what a command stores is stored by the appender, in one commit step.
     */
    @Bean
    CommandBus commandBus(
            Commits commits, DataSource dataSource, CorrelationDataProvider causeOfEvents) {
        var bus = SimpleCommandBus.builder().build();
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(causeOfEvents));
        bus.registerHandlerInterceptor(
                new CommitStep(commits, dataSource)); // no bean: Axon would add it again
        return bus;
    }

    @Bean
    CommandGateway commandGateway(CommandBus commandBus) {
        return DefaultCommandGateway.builder()
                .commandBus(commandBus)
                .retryScheduler(new ConflictRetry())
                .build();
    }

    /** Takes snapshots on a thread of its own, so that no command waits for one. */
    @Bean
    SpringAggregateSnapshotter aggregateSnapshotter(
            EventStore eventStore, org.axonframework.config.Configuration axon) {
        return SpringAggregateSnapshotter.builder()
                .eventStore(eventStore)
                .executor(
                        Executors.newSingleThreadExecutor(
                                Thread.ofPlatform().name("snapshots").daemon().factory()))
                .repositoryProvider(axon::repository)
                .parameterResolverFactory(axon.parameterResolverFactory())
                .build();
    }

    @Bean
    SnapshotTriggerDefinition snapshotTriggers(Snapshotter snapshotter) {
        return new EventCountSnapshotTriggerDefinition(snapshotter, EVENTS_BETWEEN_SNAPSHOTS);
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
            cause.put("actorRoles", actor.capacities());
        }
        if (command.getMetaData().get(Origin.METADATA_KEY) instanceof Origin origin) {
            cause.put(Origin.SOURCE_IP, origin.sourceIp());
            if (origin.userAgent() != null) {
                cause.put(Origin.USER_AGENT, origin.userAgent());
            }
        }
        return cause;
    }
}
