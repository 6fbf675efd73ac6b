package io.voc.tenancy.query.tenant;

import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.tenant.TenantGate;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.contracts.tenant.TenantView;
import io.voc.tenancy.query.Cursors;
import io.voc.tenancy.query.Gatekeeper;
import io.voc.tenancy.query.Page;
import io.voc.tenancy.query.ProjectionProgress;
import io.voc.tenancy.query.QuerySide;

import org.springframework.stereotype.Component;

import java.util.Optional;
import java.util.function.Function;

/** Answers what is asked of tenants, the same on every interface. */
@Component
class TenantQueries {

    private final TenantRows rows;
    private final TenantPages pages;
    private final Gatekeeper gatekeeper;
    private final ProjectionProgress progress;

    TenantQueries(
            TenantRows rows,
            TenantPages pages,
            Gatekeeper gatekeeper,
            ProjectionProgress progress) {
        this.rows = rows;
        this.pages = pages;
        this.gatekeeper = gatekeeper;
        this.progress = progress;
    }

    /**
     * The tenant, if the actor may see it; one that was just registered is waited for, and so is
     * the tombstone of one that was just purged. One whose onboarding has not come to its
     * registration, or never did, is not there though it has a gate.
     */
    TenantView find(String tenantId, Actor actor) {
        progress.awaitRequested(QuerySide.TENANT_PROJECTION);
        var status = gatekeeper.letThrough(tenantId, TenantGate.toReadTenant(actor));
        return progress.find(QuerySide.TENANT_PROJECTION, () -> read(tenantId, status))
                .orElseThrow(() -> Rejection.notFound(TypeId.TENANT.thing(), tenantId));
    }

    private Optional<TenantView> read(String tenantId, TenantStatus status) {
        return rows.findById(tenantId)
                .map(TenantRow::view)
                .filter(view ->
                        status != TenantStatus.PURGED || view.status() == TenantStatus.PURGED);
    }

    /** A page of tenants. */
    Page<TenantView> list(ListTenants question) {
        question.check();
        return question.order().isByName()
                ? page(question, String.class, TenantRow::nameOrder)
                : page(question, Long.class, TenantRow::position);
    }

    private <K extends Comparable<K>> Page<TenantView> page(
            ListTenants question, Class<K> keys, Function<TenantRow, K> key) {
        var cursors = Cursors.of(keys, question.list());
        var after = cursors.start(question.pageToken());
        progress.awaitRequested(QuerySide.TENANT_PROJECTION);
        var found = pages.read(question, after, question.pageSize() + 1);
        return cursors.page(found, question.pageSize(), TenantRow::view, key);
    }
}
