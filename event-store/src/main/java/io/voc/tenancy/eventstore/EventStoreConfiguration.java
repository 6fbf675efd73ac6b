package io.voc.tenancy.eventstore;

import io.voc.tenancy.eventstore.register.CommitConditions;
import io.voc.tenancy.eventstore.register.Registers;
import io.voc.tenancy.eventstore.serialization.EventSerializer;

import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.SQLStateResolver;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
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
@Import(DatabaseInitializationDependencyConfigurer.class)
public class EventStoreConfiguration {

    /** What PostgreSQL says of a row that is there already. */
    private static final String UNIQUE_VIOLATION = "23505";

    @Bean
    FlywayMigrationInitializer eventStoreMigrations(DataSource dataSource) {
        return Migrations.of("event-store", dataSource);
    }

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
    EventSerializer eventSerializer() {
        return new EventSerializer();
    }

    @Bean
    CommitConditions commitConditions() {
        return new CommitConditions();
    }

    @Bean
    Registers registers(JdbcClient jdbc) {
        return new Registers(jdbc);
    }

    @Bean
    EventStorageEngine eventStorageEngine(
            EventSerializer eventSerializer,
            Serializer serializer,
            ConnectionProvider connections,
            TransactionManager transactions,
            Registers registers) {
        var builder =
                JdbcEventStorageEngine.builder()
                        .eventSerializer(eventSerializer)
                        .snapshotSerializer(serializer)
                        .connectionProvider(connections)
                        .transactionManager(transactions)
                        .persistenceExceptionResolver(new SQLStateResolver(UNIQUE_VIOLATION))
                        .schema(schema());
        return new RegisterGuardedEngine(builder, registers);
    }

    @Bean(destroyMethod = "shutDown")
    EmbeddedEventStore eventStore(EventStorageEngine engine) {
        // events are stored to the millisecond, so an aggregate must not remember more than that
        GenericEventMessage.clock = Clock.tickMillis(ZoneOffset.UTC);
        return EmbeddedEventStore.builder().storageEngine(engine).build();
    }

    private static EventSchema schema() {
        return EventSchema.builder()
                .eventTable("event_store.event")
                .snapshotTable("event_store.snapshot")
                .globalIndexColumn("position")
                .eventIdentifierColumn("event_id")
                .typeColumn("aggregate_type")
                .aggregateIdentifierColumn("aggregate_id")
                .sequenceNumberColumn("sequence")
                .payloadTypeColumn("type")
                .payloadRevisionColumn("revision")
                .payloadColumn("payload")
                .metaDataColumn("metadata")
                .timestampColumn("recorded_at")
                .build();
    }
}
