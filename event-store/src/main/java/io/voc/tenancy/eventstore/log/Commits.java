package io.voc.tenancy.eventstore.log;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRegistered;
import io.voc.tenancy.eventstore.register.RegisterChange;
import io.voc.tenancy.eventstore.register.RegisterChange.AddDataKey;
import io.voc.tenancy.eventstore.secrecy.DataKeys;

import java.util.ArrayList;
import java.util.concurrent.ExecutionException;

/** Stores what was staged and waits until that is certain. */
public final class Commits {

    private final Appender appender;
    private final EventCodec codec;
    private final DataKeys dataKeys;

    public Commits(Appender appender, EventCodec codec, DataKeys dataKeys) {
        this.appender = appender;
        this.codec = codec;
        this.dataKeys = dataKeys;
    }

    /** Throws what {@link Appender#submit} says. */
    void store(StagedCommit staged) {
        var changes = new ArrayList<>(staged.changes());
        var newTenants = new ArrayList<String>();
        for (var message : staged.events()) {
            if (message.getPayload() instanceof TenantRegistered registered) {
                newTenants.add(registered.tenantId());
                changes.add(newDataKey(registered.tenantId()));
            }
            changes.addAll(RegisterChange.of(message.getPayload()));
        }
        try {
            var events = staged.events().stream().map(codec::encode).toList();
            staged.committed(await(new Append(events, staged.conditions(), changes)));
            newTenants.forEach(dataKeys::stored);
        } catch (RuntimeException e) {
            newTenants.forEach(
                    dataKeys::evict); // the key that was made for them may not be the one that is
            // stored
            throw e;
        }
    }

    private RegisterChange newDataKey(String tenantId) {
        return new AddDataKey(tenantId, dataKeys.issue(tenantId).wrapped());
    }

    private Appended await(Append append) {
        try {
            return appender.submit(append).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Rejection(
                    RejectionCode.UNAVAILABLE,
                    "The node is stopping; it may be stored: look before you try again");
        }
    }
}
