package io.voc.tenancy.query.configuration;

import static io.grpc.stub.ServerCalls.asyncServerStreamingCall;
import static io.grpc.stub.ServerCalls.asyncUnaryCall;

import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.voc.tenancy.kit.correlation.Correlation;
import io.voc.tenancy.kit.grpc.GrpcActors;
import io.voc.tenancy.query.Asked;
import io.voc.tenancy.v1.BatchGetConfigurationsRequest;
import io.voc.tenancy.v1.ConfigurationServiceGrpc;
import io.voc.tenancy.v1.GetConfigurationRequest;
import io.voc.tenancy.v1.WatchConfigurationRequest;

import org.springframework.grpc.server.service.GrpcService;

/**
 * Look-ups and watches of configuration over gRPC. It is bound by hand, and not by the generated
 * base class, because what it answers is there as bytes.
 */
@GrpcService
class ConfigurationGrpcApi implements BindableService {

    private static final MethodDescriptor<GetConfigurationRequest, byte[]> GET =
            ReadyBytes.of(ConfigurationServiceGrpc.getGetConfigurationMethod());
    private static final MethodDescriptor<BatchGetConfigurationsRequest, byte[]> BATCH_GET =
            ReadyBytes.of(ConfigurationServiceGrpc.getBatchGetConfigurationsMethod());
    private static final MethodDescriptor<WatchConfigurationRequest, byte[]> WATCH =
            ReadyBytes.of(ConfigurationServiceGrpc.getWatchConfigurationMethod());

    private final ConfigurationQueries configurations;
    private final ConfigurationBatches batches;
    private final ConfigurationWatches watches;

    ConfigurationGrpcApi(
            ConfigurationQueries configurations,
            ConfigurationBatches batches,
            ConfigurationWatches watches) {
        this.configurations = configurations;
        this.batches = batches;
        this.watches = watches;
    }

    @Override
    public ServerServiceDefinition bindService() {
        var described = ConfigurationServiceGrpc.getServiceDescriptor();
        var service =
                ServiceDescriptor.newBuilder(described.getName())
                        .setSchemaDescriptor(described.getSchemaDescriptor())
                        .addMethod(GET)
                        .addMethod(BATCH_GET)
                        .addMethod(WATCH)
                        .build();
        return ServerServiceDefinition.builder(service)
                .addMethod(GET, asyncUnaryCall(this::get))
                .addMethod(BATCH_GET, asyncUnaryCall(this::batchGet))
                .addMethod(WATCH, asyncServerStreamingCall(this::watch))
                .build();
    }

    private void get(GetConfigurationRequest request, StreamObserver<byte[]> answer) {
        var actor = GrpcActors.reaching(request.getTenantId());
        var form = ConfigurationForm.ofMessages(actor);
        var found = configurations.find(request.getTenantId(), actor, form, Asked.now());
        answer.onNext(found.bytes());
        answer.onCompleted();
    }

    private void batchGet(BatchGetConfigurationsRequest request, StreamObserver<byte[]> answer) {
        answer.onNext(batches.find(request.getTenantIdsList(), Asked.now()));
        answer.onCompleted();
    }

    private void watch(WatchConfigurationRequest request, StreamObserver<byte[]> answer) {
        var watch =
                new WatchRequest(
                        request.getTenantId(),
                        GrpcActors.reaching(request.getTenantId()),
                        request.hasAfterVersion() ? request.getAfterVersion() : null,
                        GrpcActors.tokenEndsAt(),
                        Correlation.correlationId());
        watches.begin(watch, (ServerCallStreamObserver<byte[]>) answer);
    }
}
