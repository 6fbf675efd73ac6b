package io.voc.tenancy.command.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voc.tenancy.command.CommandSide;
import io.voc.tenancy.command.CommandSideNode;
import io.voc.tenancy.command.Commands;
import io.voc.tenancy.command.Ids;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.Role;
import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.tenant.TenantCommand.DeleteTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.RegisterTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.RestoreTenant;
import io.voc.tenancy.contracts.tenant.TenantStatus;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

class DuePurgesIT {

    private static final Actor OPERATOR = new Actor("ops", Set.of(Role.PLATFORM_ADMIN), null);
    private static final Instant LONG_AGO = Instant.EPOCH;
    private static final Instant LATER = Instant.parse("9999-01-01T00:00:00Z");

    private final String databaseUrl = SharedServers.freshDatabase().databaseUrl();
    private final ConfigurableApplicationContext node =
            CommandSideNode.start(Application.class, databaseUrl);
    private final ConfigurableApplicationContext other =
            CommandSideNode.start(Application.class, databaseUrl);
    private final Commands commands = node.getBean(Commands.class);

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(CommandSide.class)
    static class Application {}

    @AfterEach
    void stop() {
        node.close();
        other.close();
    }

    @Test
    void of_two_nodes_one_purges_each_tenant_that_is_due_and_none_that_is_not() {
        var due = Stream.generate(this::registered).limit(20).toList();
        due.forEach(id -> commands.send(new DeleteTenant(id, null, LONG_AGO), OPERATOR));
        var notYet = registered();
        commands.send(new DeleteTenant(notYet, null, LATER), OPERATOR);
        var restored = registered();
        commands.send(new DeleteTenant(restored, null, LATER), OPERATOR);
        commands.send(new RestoreTenant(restored, null), OPERATOR);

        node.getBean(DuePurges.class).run(); // beside what both have scheduled
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(purged()).containsExactlyInAnyOrderElementsOf(due));

        other.getBean(DuePurges.class).run();
        assertThat(purged()).hasSameSizeAs(due);
    }

    /** By the log; one that is purged twice is there twice. */
    private List<String> purged() {
        return node.getBean(JdbcClient.class)
                .sql("SELECT tenant_id FROM event_store.event WHERE type = 'tenant.purged'")
                .query((row, _) -> row.getString("tenant_id"))
                .list();
    }

    private String registered() {
        var id = node.getBean(Ids.class).next(TypeId.TENANT);
        commands.send(
                new RegisterTenant(
                        id,
                        id.replace('_', '-'),
                        "Acme",
                        "ops@acme.example",
                        "eu-central",
                        "starter",
                        Map.of(),
                        TenantStatus.ACTIVE),
                OPERATOR);
        return id;
    }
}
