package io.voc.tenancy.query.tenant;

import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.tenant.TenantGate;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.contracts.tenant.TenantView;
import io.voc.tenancy.query.Gatekeeper;
import io.voc.tenancy.query.PageToken;
import io.voc.tenancy.query.PageToken.Page;
import io.voc.tenancy.query.ProjectionSignal;

import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;

import java.util.EnumSet;
import java.util.Set;

/** Answers what is asked of tenants, the same on every interface. */
@Component
class TenantQueries {

    private static final Set<TenantStatus> NOT_GONE =
            EnumSet.of(TenantStatus.PENDING, TenantStatus.ACTIVE, TenantStatus.SUSPENDED);

    private final TenantRows rows;
    private final Gatekeeper gatekeeper;
    private final ProjectionSignal signal;

    TenantQueries(TenantRows rows, Gatekeeper gatekeeper, ProjectionSignal signal) {
        this.rows = rows;
        this.gatekeeper = gatekeeper;
        this.signal = signal;
    }

    /** The tenant, if the actor may see it; one that was just registered is waited for. */
    TenantView find(String tenantId, Actor actor) {
        gatekeeper.letThrough(tenantId, TenantGate.toRead(actor));
        return signal.awaitKnown(() -> rows.findById(tenantId), "tenant").view();
    }

    /** A page of tenants by id; without a status, those that are not gone. */
    Page<TenantView> list(@Nullable TenantStatus status, int pageSize, @Nullable String pageToken) {
        var size = PageToken.checkedSize(pageSize);
        var list = "tenants status=" + status;
        var statuses = status == null ? NOT_GONE : EnumSet.of(status);
        var found =
                rows.findByStatusInAndIdGreaterThanOrderById(
                        statuses, PageToken.start(pageToken, list), Limit.of(size + 1));
        return PageToken.page(found, size, list, TenantRow::view, TenantView::id);
    }
}
