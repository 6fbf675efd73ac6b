package io.voc.tenancy.command.schedule;

import io.voc.tenancy.command.Commands;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.tenant.TenantCommand.PurgeTenantWhenDue;
import io.voc.tenancy.eventstore.sql.Timestamps;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Purges deleted tenants when their time has come. May be broken off and run again at any point:
 * each tenant is purged by a commit of its own, and only if it is still due then.
 */
@Component
final class DuePurges {

    private static final Logger log = LoggerFactory.getLogger(DuePurges.class);

    private static final Actor RETENTION = Actor.ofSystem("retention");
    private static final int CHUNK = 100;

    private static final String DUE =
            """
            SELECT tenant_id FROM command.tenant_gate
            WHERE purge_after <= :now AND tenant_id > :after ORDER BY tenant_id LIMIT :chunk
            """;

    private final JdbcClient jdbc;
    private final Commands commands;
    private final Clock clock;

    DuePurges(JdbcClient jdbc, Commands commands, Clock clock) {
        this.jdbc = jdbc;
        this.commands = commands;
        this.clock = clock;
    }

    void run() {
        var now = clock.instant();
        var due = dueAfter("", now);
        while (!due.isEmpty()) {
            due.forEach(tenantId -> purge(tenantId, now));
            due = dueAfter(due.getLast(), now);
        }
    }

    private List<String> dueAfter(String tenantId, Instant now) {
        return jdbc.sql(DUE)
                .param("now", Timestamps.utc(now))
                .param("after", tenantId)
                .param("chunk", CHUNK)
                .query((row, _) -> row.getString("tenant_id"))
                .list();
    }

    /** One that fails does not keep the others waiting; it is still due the next time. */
    private void purge(String tenantId, Instant now) {
        try {
            var tenant = commands.send(new PurgeTenantWhenDue(tenantId, now), RETENTION);
            log.info("the tenant {} was due to be purged and is {}", tenantId, tenant.status());
        } catch (RuntimeException e) {
            log.error("the tenant {} is due and could not be purged", tenantId, e);
        }
    }
}
