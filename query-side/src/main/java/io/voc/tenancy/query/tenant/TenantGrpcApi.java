package io.voc.tenancy.query.tenant;

import io.grpc.stub.StreamObserver;
import io.voc.tenancy.contracts.tenant.TenantView;
import io.voc.tenancy.kit.grpc.GrpcActors;
import io.voc.tenancy.query.ProtoTimestamps;
import io.voc.tenancy.v1.GetTenantRequest;
import io.voc.tenancy.v1.Tenant;
import io.voc.tenancy.v1.TenantServiceGrpc;
import io.voc.tenancy.v1.TenantStatus;

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
        answer.onNext(message(tenants.find(request.getTenantId(), actor)));
        answer.onCompleted();
    }

    private static Tenant message(TenantView view) {
        var tenant =
                Tenant.newBuilder()
                        .setId(view.id())
                        .setStatus(status(view))
                        .setVersion(view.version())
                        .setCreatedAt(ProtoTimestamps.of(view.createdAt()))
                        .setUpdatedAt(ProtoTimestamps.of(view.updatedAt()));
        if (view.slug() != null) {
            tenant.setSlug(view.slug());
        }
        if (view.name() != null) {
            tenant.setName(view.name());
        }
        if (view.contactEmail() != null) {
            tenant.setContactEmail(view.contactEmail());
        }
        if (view.region() != null) {
            tenant.setRegion(view.region());
        }
        if (view.plan() != null) {
            tenant.setPlan(view.plan());
        }
        if (view.metadata() != null) {
            tenant.putAllMetadata(view.metadata());
        }
        if (view.statusReason() != null) {
            tenant.setStatusReason(view.statusReason());
        }
        if (view.deletedAt() != null) {
            tenant.setDeletedAt(ProtoTimestamps.of(view.deletedAt()));
        }
        return tenant.build();
    }

    private static TenantStatus status(TenantView view) {
        return switch (view.status()) {
            case PENDING -> TenantStatus.TENANT_STATUS_PENDING;
            case ACTIVE -> TenantStatus.TENANT_STATUS_ACTIVE;
            case SUSPENDED -> TenantStatus.TENANT_STATUS_SUSPENDED;
            case DELETED -> TenantStatus.TENANT_STATUS_DELETED;
            case PURGED -> TenantStatus.TENANT_STATUS_PURGED;
        };
    }
}
