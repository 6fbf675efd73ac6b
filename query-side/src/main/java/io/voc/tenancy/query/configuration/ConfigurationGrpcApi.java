package io.voc.tenancy.query.configuration;

import io.grpc.stub.StreamObserver;
import io.voc.tenancy.kit.grpc.GrpcActors;
import io.voc.tenancy.v1.Configuration;
import io.voc.tenancy.v1.ConfigurationServiceGrpc;
import io.voc.tenancy.v1.GetConfigurationRequest;

import org.springframework.grpc.server.service.GrpcService;

/** Reads of configuration over gRPC. */
@GrpcService
class ConfigurationGrpcApi extends ConfigurationServiceGrpc.ConfigurationServiceImplBase {

    private final ConfigurationQueries configurations;

    ConfigurationGrpcApi(ConfigurationQueries configurations) {
        this.configurations = configurations;
    }

    @Override
    public void getConfiguration(
            GetConfigurationRequest request, StreamObserver<Configuration> answer) {
        var actor = GrpcActors.reaching(request.getTenantId());
        answer.onNext(ConfigurationMessages.of(configurations.find(request.getTenantId(), actor)));
        answer.onCompleted();
    }
}
