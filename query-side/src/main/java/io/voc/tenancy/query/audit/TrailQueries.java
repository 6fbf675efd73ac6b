package io.voc.tenancy.query.audit;

import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.tenant.TenantGate;
import io.voc.tenancy.query.Cursors;
import io.voc.tenancy.query.Gatekeeper;
import io.voc.tenancy.query.Page;
import io.voc.tenancy.query.ProjectionProgress;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.Iterator;

/** Answers what is asked of the trail: from the log, so always with what was written last. */
@Component
class TrailQueries {

    /** A page has fewer entries than asked for, rather than many more bytes than this. */
    private static final long PAGE_BYTES = 4 << 20;

    private static final int PIECE = 250;

    private final TrailEvents events;
    private final AuditEntries entries;
    private final Gatekeeper gatekeeper;
    private final ProjectionProgress progress;

    TrailQueries(
            TrailEvents events,
            AuditEntries entries,
            Gatekeeper gatekeeper,
            ProjectionProgress progress) {
        this.events = events;
        this.entries = entries;
        this.gatekeeper = gatekeeper;
        this.progress = progress;
    }

    /** Passes only if the reader may see the trail; that of a purged tenant is for operators. */
    void letThrough(@Nullable String tenantId, Actor reader) {
        progress.awaitRequested();
        if (tenantId != null) {
            gatekeeper.letThrough(tenantId, TenantGate.toReadTenant(reader));
        }
    }

    /** A page, newest first. */
    Page<AuditEntry> page(
            TrailQuestion question, int pageSize, @Nullable String pageToken, Actor reader) {
        question.check();
        var size = Cursors.checkedSize(pageSize);
        var cursors = Cursors.of(Long.class, question.list());
        var start = cursors.start(pageToken).orElse(Long.MAX_VALUE);
        var found = events.before(events.filter(question), start, size + 1);
        var shown = new ArrayList<TrailEvent>();
        long bytes = 0;
        while (shown.size() < size && bytes < PAGE_BYTES && found.hasNext()) {
            var next = found.next();
            bytes += next.weight();
            shown.add(next);
        }
        var count = Math.max(1, shown.size());
        if (found.hasNext()) {
            shown.add(found.next());
        }
        return cursors.page(shown, count, it -> entries.entry(it, reader), TrailEvent::position);
    }

    /** All of it up to the head as it is now, newest first, read as it is taken. */
    Iterator<AuditEntry> all(TrailQuestion question, Actor reader) {
        question.check();
        var found = events.before(events.filter(question), Long.MAX_VALUE, PIECE);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return found.hasNext();
            }

            @Override
            public AuditEntry next() {
                return entries.entry(found.next(), reader);
            }
        };
    }
}
