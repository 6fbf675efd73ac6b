package io.voc.tenancy.query.onboarding;

import io.voc.tenancy.contracts.onboarding.OnboardingEvent;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPurged;
import io.voc.tenancy.query.Fold;
import io.voc.tenancy.query.QuerySide;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.stereotype.Component;

import java.time.Instant;

/** Keeps a row per onboarding, found by its tenant, as each tenant has at most one. */
@Component
@ProcessingGroup(QuerySide.ONBOARDING_PROJECTION)
class OnboardingProjection {

    private final Fold<OnboardingDetail> fold;

    OnboardingProjection(OnboardingTable table) {
        this.fold = new Fold<>(table::findByTenant, table::save);
    }

    @EventHandler
    void on(OnboardingEvent event, @Timestamp Instant at, UnitOfWork<?> batch) {
        fold.apply(batch, event.tenantId(), before -> OnboardingDetail.after(before, event, at));
    }

    @EventHandler
    void on(TenantPurged event, UnitOfWork<?> batch) {
        fold.apply(batch, event.tenantId(), before -> before == null ? null : before.erased());
    }
}
