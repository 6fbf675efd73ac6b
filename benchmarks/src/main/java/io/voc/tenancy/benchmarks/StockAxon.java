package io.voc.tenancy.benchmarks;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.voc.tenancy.contracts.tenant.TenantCommand.RegisterTenant;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRegistered;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.modelling.command.AggregateAnnotationCommandHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

import javax.sql.DataSource;

/**
 * Axon as it comes: its JDBC engine with its own tables, a transaction of Spring's around each
 * command, and an aggregate that does nothing but come to be.
 */
final class StockAxon implements AutoCloseable {

    private final EmbeddedEventStore store;
    private final CommandGateway gateway;

    StockAxon(DataSource database) {
        var transactions = new SpringTransactionManager(new DataSourceTransactionManager(database));
        var serializer = Jackson3Serializer.builder().build();
        var engine =
                JdbcEventStorageEngine.builder()
                        .eventSerializer(serializer)
                        .snapshotSerializer(serializer)
                        .connectionProvider(
                                new UnitOfWorkAwareConnectionProviderWrapper(
                                        new SpringDataSourceConnectionProvider(database)))
                        .transactionManager(transactions)
                        .build();
        engine.createSchema(PostgresEventTableFactory.INSTANCE);
        store = EmbeddedEventStore.builder().storageEngine(engine).build();
        var bus = SimpleCommandBus.builder().transactionManager(transactions).build();
        handler(store).subscribe(bus);
        gateway = DefaultCommandGateway.builder().commandBus(bus).build();
    }

    void create(RegisterTenant command) {
        gateway.sendAndWait(command);
    }

    @Override
    public void close() {
        store.shutDown();
    }

    private static AggregateAnnotationCommandHandler<StockTenant> handler(
            EmbeddedEventStore store) {
        EventSourcingRepository<StockTenant> repository =
                EventSourcingRepository.builder(StockTenant.class).eventStore(store).build();
        return AggregateAnnotationCommandHandler.<StockTenant>builder()
                .aggregateType(StockTenant.class)
                .repository(repository)
                .build();
    }

    static final class StockTenant {

        @AggregateIdentifier
        @SuppressWarnings("unused") // Axon reads it
        private @Nullable String id;

        StockTenant() {}

        @CommandHandler
        StockTenant(RegisterTenant command) {
            apply(
                    new TenantRegistered(
                            command.tenantId(),
                            command.slug(),
                            command.name(),
                            command.contactEmail(),
                            command.region(),
                            command.plan(),
                            command.metadata(),
                            command.status()));
        }

        @EventSourcingHandler
        void on(TenantRegistered event) {
            id = event.tenantId();
        }
    }
}
