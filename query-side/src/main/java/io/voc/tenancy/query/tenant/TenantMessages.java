package io.voc.tenancy.query.tenant;

import io.voc.tenancy.contracts.tenant.TenantView;
import io.voc.tenancy.query.Page;
import io.voc.tenancy.query.ProtoTimestamps;
import io.voc.tenancy.v1.ListTenantsRequest;
import io.voc.tenancy.v1.ListTenantsResponse;
import io.voc.tenancy.v1.Tenant;
import io.voc.tenancy.v1.TenantSort;
import io.voc.tenancy.v1.TenantStatus;

import org.jspecify.annotations.Nullable;

/** Tenants, and the question for them, as protobuf messages. */
final class TenantMessages {

    /** Is the name of nothing, and so refused like any other that is unknown. */
    private static final String UNKNOWN = "?";

    private TenantMessages() {}

    static ListTenants question(ListTenantsRequest request) {
        return new ListTenants(
                status(request.getStatus()),
                ifGiven(request.getPlan()),
                ifGiven(request.getText()),
                request.hasCreatedFrom() ? ProtoTimestamps.instant(request.getCreatedFrom()) : null,
                request.hasCreatedBefore()
                        ? ProtoTimestamps.instant(request.getCreatedBefore())
                        : null,
                sort(request.getSort()),
                request.getPageSize() == 0 ? ListTenants.DEFAULT_PAGE_SIZE : request.getPageSize(),
                ifGiven(request.getPageToken()));
    }

    static ListTenantsResponse of(Page<TenantView> page) {
        var message = ListTenantsResponse.newBuilder();
        page.items().forEach(view -> message.addTenants(of(view)));
        if (page.nextPageToken() != null) {
            message.setNextPageToken(page.nextPageToken());
        }
        return message.build();
    }

    static Tenant of(TenantView view) {
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
        if (view.purgeAfter() != null) {
            tenant.setPurgeAfter(ProtoTimestamps.of(view.purgeAfter()));
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

    private static @Nullable String status(TenantStatus status) {
        return switch (status) {
            case TENANT_STATUS_UNSPECIFIED -> null;
            case TENANT_STATUS_PENDING -> "PENDING";
            case TENANT_STATUS_ACTIVE -> "ACTIVE";
            case TENANT_STATUS_SUSPENDED -> "SUSPENDED";
            case TENANT_STATUS_DELETED -> "DELETED";
            case TENANT_STATUS_PURGED -> "PURGED";
            case UNRECOGNIZED -> UNKNOWN;
        };
    }

    private static String sort(TenantSort sort) {
        return switch (sort) {
            case TENANT_SORT_UNSPECIFIED, TENANT_SORT_CREATED_AT ->
                    TenantOrder.CREATED_AT.parameter();
            case TENANT_SORT_CREATED_AT_DESCENDING -> TenantOrder.CREATED_AT_DESCENDING.parameter();
            case TENANT_SORT_NAME -> TenantOrder.NAME.parameter();
            case TENANT_SORT_NAME_DESCENDING -> TenantOrder.NAME_DESCENDING.parameter();
            case UNRECOGNIZED -> UNKNOWN;
        };
    }

    private static @Nullable String ifGiven(String text) {
        return text.isEmpty() ? null : text;
    }
}
