package io.voc.tenancy.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.command.CommandSide;
import io.voc.tenancy.command.CommandSideNode;
import io.voc.tenancy.command.Commands;
import io.voc.tenancy.command.Ids;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.Role;
import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.tenant.TenantCommand.ActivateTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.RegisterTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.ReplaceTenantProfile;
import io.voc.tenancy.contracts.tenant.TenantCommand.SuspendTenant;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.testing.SharedServers;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class TenantConcurrencyIT {

    private static final Actor OPERATOR = new Actor("ops", Set.of(Role.PLATFORM_ADMIN), null);
    private static final int CHANGES = 40;

    private final String databaseUrl = SharedServers.freshDatabase().databaseUrl();
    private final List<ConfigurableApplicationContext> nodes =
            List.of(
                    CommandSideNode.start(Application.class, databaseUrl),
                    CommandSideNode.start(Application.class, databaseUrl));

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(CommandSide.class)
    static class Application {}

    @AfterEach
    void stop() {
        nodes.forEach(ConfigurableApplicationContext::close);
    }

    @Test
    void two_nodes_changing_one_tenant_at_once_lose_no_change() throws Exception {
        var id = nodes.getFirst().getBean(Ids.class).next(TypeId.TENANT);
        commands(0)
                .send(
                        new RegisterTenant(
                                id,
                                "acme",
                                "Acme",
                                "ops@acme.example",
                                "eu-central",
                                "growth",
                                Map.of(),
                                TenantStatus.ACTIVE),
                        OPERATOR);

        var versions = new ArrayList<Long>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var changes = new ArrayList<Future<Long>>();
            for (int i = 0; i < CHANGES; i++) {
                int change = i;
                changes.add(threads.submit(() -> change(id, change)));
            }
            for (var change : changes) {
                versions.add(change.get());
            }
        }

        assertThat(versions).doesNotHaveDuplicates().contains(CHANGES + 1L);
    }

    @Test
    void a_node_does_not_answer_from_an_aggregate_that_another_has_changed() {
        var id = nodes.getFirst().getBean(Ids.class).next(TypeId.TENANT);
        commands(0)
                .send(
                        new RegisterTenant(
                                id,
                                "stale",
                                "Acme",
                                "ops@acme.example",
                                "eu-central",
                                "growth",
                                Map.of(),
                                TenantStatus.ACTIVE),
                        OPERATOR);
        commands(1).send(new ActivateTenant(id, null), OPERATOR); // now both have it in memory

        for (int i = 0; i < CHANGES; i++) {
            var suspended = commands(i % 2).send(new SuspendTenant(id, "round " + i), OPERATOR);
            assertThat(suspended.statusReason()).isEqualTo("round " + i);
            var activated = commands((i + 1) % 2).send(new ActivateTenant(id, null), OPERATOR);
            assertThat(activated.status()).isEqualTo(TenantStatus.ACTIVE);
            assertThat(activated.version()).isEqualTo(suspended.version() + 1);
        }
    }

    private long change(String id, int change) {
        return commands(change % nodes.size())
                .send(
                        new ReplaceTenantProfile(
                                id, "Name " + change, "ops@acme.example", Map.of()),
                        OPERATOR)
                .version();
    }

    private Commands commands(int node) {
        return nodes.get(node).getBean(Commands.class);
    }
}
