package io.voc.tenancy.eventstore;

import io.voc.tenancy.eventstore.log.AggregateCache;
import io.voc.tenancy.eventstore.log.Appender;
import io.voc.tenancy.eventstore.log.CommitConditions;
import io.voc.tenancy.eventstore.log.Commits;
import io.voc.tenancy.eventstore.log.EventCodec;
import io.voc.tenancy.eventstore.log.Feed;
import io.voc.tenancy.eventstore.log.KeyFollower;
import io.voc.tenancy.eventstore.log.LogNotifications;
import io.voc.tenancy.eventstore.log.LogSignal;
import io.voc.tenancy.eventstore.log.OrderedLog;
import io.voc.tenancy.eventstore.log.OrderedLogEngine;
import io.voc.tenancy.eventstore.log.OwnCommits;
import io.voc.tenancy.eventstore.log.PastEvents;
import io.voc.tenancy.eventstore.log.Snapshots;
import io.voc.tenancy.eventstore.register.StoredAnswers;
import io.voc.tenancy.eventstore.register.TenantLimitReader;
import io.voc.tenancy.eventstore.secrecy.DataKeys;
import io.voc.tenancy.eventstore.secrecy.SecrecyConfiguration;
import io.voc.tenancy.eventstore.serialization.EventSerializer;
import io.voc.tenancy.eventstore.serialization.SealedMetadata;

import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

import java.time.Clock;
import java.time.ZoneOffset;

import javax.sql.DataSource;

/**
 * Declares the event store and all that Axon would otherwise choose by what is on the class path.
 */
@Configuration(proxyBeanMethods = false)
@Import({DatabaseInitializationDependencyConfigurer.class, SecrecyConfiguration.class})
public class EventStoreConfiguration {

    private static final long AGGREGATES_IN_MEMORY = 10_000;

    @Bean
    FlywayMigrationInitializer eventStoreMigrations(DataSource dataSource) {
        return Migrations.of("event-store", dataSource);
    }

    /**
     * For projections and the relay; commands have none, as the appender's is the only transaction
     * of theirs.
     */
    @Bean
    TransactionManager axonTransactionManager(PlatformTransactionManager transactions) {
        return new SpringTransactionManager(transactions);
    }

    @Bean
    ConnectionProvider axonConnectionProvider(DataSource dataSource) {
        return new UnitOfWorkAwareConnectionProviderWrapper(
                new SpringDataSourceConnectionProvider(dataSource));
    }

    @Bean
    @Primary
    Serializer serializer() {
        return Jackson3Serializer.builder().build();
    }

    @Bean
    @Qualifier("eventSerializer")
    EventSerializer eventSerializer(DataKeys dataKeys) {
        return new EventSerializer(dataKeys);
    }

    @Bean
    CommitConditions commitConditions() {
        return new CommitConditions();
    }

    @Bean
    EventCodec eventCodec(EventSerializer serializer, DataKeys dataKeys) {
        return new EventCodec(serializer, new SealedMetadata(dataKeys), new EventUpcasterChain());
    }

    @Bean
    PastEvents pastEvents(DataSource dataSource, EventCodec codec) {
        return new PastEvents(dataSource, codec);
    }

    @Bean
    LogSignal logSignal() {
        return new LogSignal();
    }

    @Bean
    @DependsOnDatabaseInitialization
    LogNotifications logNotifications(DataSource dataSource, LogSignal signal) {
        return new LogNotifications(dataSource, signal);
    }

    @Bean
    @DependsOnDatabaseInitialization
    Appender appender(DataSource dataSource, Clock clock, LogNotifications notifications) {
        return new Appender(dataSource, clock, notifications::logHasGrown);
    }

    @Bean
    OrderedLog orderedLog(DataSource dataSource, EventCodec codec, LogSignal signal) {
        return new OrderedLog(dataSource, codec, signal);
    }

    @Bean(initMethod = "start")
    @DependsOnDatabaseInitialization
    Feed feed(DataSource dataSource, LogSignal signal, AggregateCache cache, DataKeys dataKeys) {
        var feed = new Feed(dataSource, signal);
        feed.listen(event -> cache.evictOlder(event.aggregateId(), event.sequence()));
        KeyFollower.follow(feed, dataKeys);
        return feed;
    }

    @Bean
    AggregateCache aggregateCache() {
        return new AggregateCache(AGGREGATES_IN_MEMORY);
    }

    @Bean
    OwnCommits ownCommits() {
        return new OwnCommits();
    }

    @Bean
    Commits commits(Appender appender, EventCodec codec, DataKeys dataKeys, OwnCommits own) {
        return new Commits(appender, codec, dataKeys, own);
    }

    @Bean
    StoredAnswers storedAnswers(JdbcClient jdbc, DataKeys dataKeys, Clock clock) {
        return new StoredAnswers(jdbc, dataKeys, clock);
    }

    @Bean
    TenantLimitReader tenantLimitReader(JdbcClient jdbc, Clock clock) {
        return new TenantLimitReader(jdbc, clock);
    }

    @Bean
    EventStorageEngine eventStorageEngine(
            DataSource dataSource,
            EventCodec codec,
            Commits commits,
            OrderedLog log,
            DataKeys dataKeys) {
        return new OrderedLogEngine(
                dataSource, codec, commits, log, new Snapshots(dataSource, dataKeys));
    }

    @Bean(destroyMethod = "shutDown")
    EmbeddedEventStore eventStore(EventStorageEngine engine) {
        // events are stored to the millisecond, so an aggregate must not remember more than that
        GenericEventMessage.clock = Clock.tickMillis(ZoneOffset.UTC);
        return EmbeddedEventStore.builder().storageEngine(engine).build();
    }
}
