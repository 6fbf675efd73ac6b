package io.voc.tenancy.eventstore.log;

import io.voc.tenancy.contracts.event.EventCatalogue;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPurged;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRegistered;
import io.voc.tenancy.eventstore.secrecy.DataKeys;

/** Keeps this process's data keys in step with the log. */
public final class KeyFollower {

    private static final String REGISTERED = EventCatalogue.typeOf(TenantRegistered.class).name();
    private static final String PURGED = EventCatalogue.typeOf(TenantPurged.class).name();

    private KeyFollower() {}

    /** To be called before the feed is started. */
    public static void follow(Feed feed, DataKeys keys) {
        feed.whenBegun(keys::forgetAll);
        feed.listen(event -> {
            if (event.type().equals(PURGED)) {
                keys.destroyed(event.tenantId());
            } else if (event.type().equals(REGISTERED)) {
                keys.registered(event.tenantId());
            }
        });
    }
}
