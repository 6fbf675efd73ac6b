package io.voc.tenancy.query.tenant;

import io.grpc.stub.StreamObserver;
import io.voc.tenancy.kit.grpc.GrpcActors;
import io.voc.tenancy.v1.GetTenantRequest;
import io.voc.tenancy.v1.ListTenantsRequest;
import io.voc.tenancy.v1.ListTenantsResponse;
import io.voc.tenancy.v1.Tenant;
import io.voc.tenancy.v1.TenantServiceGrpc;

import org.springframework.grpc.server.service.GrpcService;

/** Reads of tenants over gRPC. */
@GrpcService
class TenantGrpcApi extends TenantServiceGrpc.TenantServiceImplBase {

    private final TenantQueries tenants;

    TenantGrpcApi(TenantQueries tenants) {
        this.tenants = tenants;
    }

    @Override
    public void getTenant(GetTenantRequest request, StreamObserver<Tenant> answer) {
        var actor = GrpcActors.reaching(request.getTenantId());
        answer.onNext(TenantMessages.of(tenants.find(request.getTenantId(), actor)));
        answer.onCompleted();
    }

    @Override
    public void listTenants(
            ListTenantsRequest request, StreamObserver<ListTenantsResponse> answer) {
        answer.onNext(TenantMessages.of(tenants.list(TenantMessages.question(request))));
        answer.onCompleted();
    }
}
