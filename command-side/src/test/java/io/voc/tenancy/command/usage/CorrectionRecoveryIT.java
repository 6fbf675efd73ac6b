package io.voc.tenancy.command.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voc.tenancy.command.CommandSide;
import io.voc.tenancy.command.CommandSideNode;
import io.voc.tenancy.command.Commands;
import io.voc.tenancy.command.Ids;
import io.voc.tenancy.contracts.command.Command;
import io.voc.tenancy.contracts.command.Versioned;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.Role;
import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.tenant.TenantCommand.RegisterTenant;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.contracts.usage.UsageCorrectionCommand.CorrectUsage;
import io.voc.tenancy.contracts.usage.UsageCorrectionView;
import io.voc.tenancy.embedded.PostgresDatabase;
import io.voc.tenancy.testing.SharedServers;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;

/**
 * What is left of a node that died is a recorded correction, which is counted once. Commands are
 * sent past REST, as nobody then asks the ledger but who follows the log.
 */
class CorrectionRecoveryIT {

    private static final Actor OPERATOR = new Actor("ops", Set.of(Role.PLATFORM_ADMIN), null);
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final PostgresDatabase database = SharedServers.freshDatabase();
    private ConfigurableApplicationContext node = started();
    private final String tenantId = registered();

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(CommandSide.class)
    static class Application {}

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void is_counted_though_nobody_asks_for_it() {
        recorded(5);

        awaitUsed(5);
    }

    @Test
    void is_counted_once_though_a_node_died_before_it_could_say_that_it_had_counted() {
        var recorded = recorded(5);
        awaitUsed(5);
        forgetWhatWasFollowed();

        recorded(2);

        awaitUsed(7); // the first was asked for again before
        node.getBean(Corrections.class)
                .countSoon(
                        new LedgerEntry.Correction(
                                recorded.id(), tenantId, "calls", 5, recorded.occurredAt()));
        assertThat(used()).isEqualTo(7);
    }

    /** The reaction begins at the log's first event again, on a node that is started anew. */
    private void forgetWhatWasFollowed() {
        await().atMost(PATIENCE).until(() -> followed() > 0);
        node.close();
        try (var pool = LedgerDatabase.pool(database)) {
            JdbcClient.create(pool)
                    .sql("DELETE FROM command.processor_token WHERE processor_name = :name")
                    .param("name", UsageConfiguration.CORRECTIONS)
                    .update();
        }
        node = started();
    }

    private long followed() {
        return node.getBean(JdbcClient.class)
                .sql(
                        "SELECT count(*) FROM command.processor_token WHERE processor_name = :name AND token IS NOT NULL")
                .param("name", UsageConfiguration.CORRECTIONS)
                .query((row, _) -> row.getLong(1))
                .single();
    }

    private ConfigurableApplicationContext started() {
        return CommandSideNode.start(Application.class, database.databaseUrl());
    }

    private String registered() {
        var id = node.getBean(Ids.class).next(TypeId.TENANT);
        send(
                new RegisterTenant(
                        id,
                        "corrected",
                        "Corrected",
                        "ops@company.example",
                        "eu-central",
                        "starter",
                        Map.of(),
                        TenantStatus.ACTIVE));
        return id;
    }

    private UsageCorrectionView recorded(long amount) {
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return send(
                new CorrectUsage(
                        node.getBean(Ids.class).next(TypeId.USAGE_CORRECTION),
                        tenantId,
                        "calls",
                        amount,
                        now,
                        "Was lost",
                        now));
    }

    private <V extends Versioned> V send(Command<V> command) {
        return node.getBean(Commands.class).send(command, OPERATOR);
    }

    private void awaitUsed(long amount) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(used()).isEqualTo(amount));
    }

    private long used() {
        return node.getBean(JdbcClient.class)
                .sql(
                        "SELECT COALESCE(sum(lifetime_used), 0) FROM command.usage_counter WHERE tenant_id = :id")
                .param("id", tenantId)
                .query((row, _) -> row.getLong(1))
                .single();
    }
}
