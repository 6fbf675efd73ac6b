package io.voc.tenancy.eventstore;

import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.eventstore.log.OrderedLog;

import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.UnknownSerializedType;

import tools.jackson.databind.JsonNode;

/**
 * Sets up followers of the log: from its beginning, in order per tenant, in batches, and stopping
 * at an error rather than skipping the event.
 */
public final class Processors {

    /** How many events are usually handled together. */
    public static final int BATCH = 500;

    private Processors() {}

    /**
     * A follower with its place in the log kept in a table of its side.
     *
     * @param segments how many shares of the tenants are worked on side by side; with one, its
     *     token says exactly up to where everything it handles is done
     * @param tokenTable the table with its schema, such as {@code query.processor_token}
     */
    public static void register(
            EventProcessingConfigurer processing,
            String name,
            int segments,
            String tokenTable,
            OrderedLog log,
            ConnectionProvider connections,
            Serializer serializer) {
        register(processing, name, segments, BATCH, tokenTable, log, connections, serializer);
    }

    /**
     * As the other, for a follower whose batches are larger than {@link #BATCH} or smaller.
     *
     * @param batch how many events at most are handled in one transaction
     */
    public static void register(
            EventProcessingConfigurer processing,
            String name,
            int segments,
            int batch,
            String tokenTable,
            OrderedLog log,
            ConnectionProvider connections,
            Serializer serializer) {
        processing
                .registerPooledStreamingEventProcessor(name, _ -> log)
                .registerPooledStreamingEventProcessorConfiguration(
                        name,
                        (_, processor) ->
                                processor
                                        .initialSegmentCount(segments)
                                        .batchSize(batch)
                                        .enableCoordinatorClaimExtension()
                                        .initialToken(source -> source.createTailToken()))
                .registerTokenStore(name, _ -> tokens(tokenTable, connections, serializer))
                .registerSequencingPolicy(name, _ -> Processors::tenantOf)
                .registerErrorHandler(name, _ -> PropagatingErrorHandler.instance())
                .registerListenerInvocationErrorHandler(
                        name, _ -> PropagatingErrorHandler.instance());
    }

    /** Whose events are handled in their order, also those of types of a newer release. */
    static Object tenantOf(EventMessage<?> event) {
        return switch (event.getPayload()) {
            case DomainEvent known -> known.tenantId();
            case UnknownSerializedType unknown ->
                    unknown.readData(JsonNode.class)
                            .path("tenantId")
                            .asString(DomainEvent.PLATFORM);
            default -> event.getIdentifier();
        };
    }

    private static TokenStore tokens(
            String table, ConnectionProvider connections, Serializer serializer) {
        return JdbcTokenStore.builder()
                .connectionProvider(connections)
                .serializer(serializer)
                .schema(
                        TokenSchema.builder()
                                .setTokenTable(table)
                                .setProcessorNameColumn("processor_name")
                                .setTokenTypeColumn("token_type")
                                .build())
                .build();
    }
}
