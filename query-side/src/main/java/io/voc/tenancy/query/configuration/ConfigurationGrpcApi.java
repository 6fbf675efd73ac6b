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
    private final SecretSeals seals;

    ConfigurationGrpcApi(ConfigurationQueries configurations, SecretSeals seals) {
        this.configurations = configurations;
        this.seals = seals;
    }

    @Override
    public void getConfiguration(
            GetConfigurationRequest request, StreamObserver<Configuration> answer) {
        var actor = GrpcActors.reaching(request.getTenantId());
        var found = configurations.find(request.getTenantId(), actor);
        answer.onNext(
                actor.isService()
                        ? ConfigurationMessages.withSecrets(seals.opened(found))
                        : ConfigurationMessages.of(found));
        answer.onCompleted();
    }
}
