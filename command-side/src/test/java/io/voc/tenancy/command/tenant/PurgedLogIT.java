package io.voc.tenancy.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voc.tenancy.command.CommandSide;
import io.voc.tenancy.command.CommandSideNode;
import io.voc.tenancy.command.Commands;
import io.voc.tenancy.command.Ids;
import io.voc.tenancy.contracts.apikey.ApiKeyCommand.IssueApiKey;
import io.voc.tenancy.contracts.apikey.ApiKeyEnvironment;
import io.voc.tenancy.contracts.apikey.ApiKeySettings;
import io.voc.tenancy.contracts.apikey.StoredSecret;
import io.voc.tenancy.contracts.command.Command;
import io.voc.tenancy.contracts.configuration.AiAgent;
import io.voc.tenancy.contracts.configuration.AiAgent.Model;
import io.voc.tenancy.contracts.configuration.AiAgent.Purpose;
import io.voc.tenancy.contracts.configuration.ConfigurationCommand.ReplaceConfiguration;
import io.voc.tenancy.contracts.configuration.ConfigurationEvent.ConfigurationReplaced;
import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.Role;
import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.tenant.TenantCommand.DeleteTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.PurgeTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.RegisterTenant;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantDeleted;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRegistered;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.eventstore.log.BulkReader;
import io.voc.tenancy.eventstore.log.ChainVerifier;
import io.voc.tenancy.eventstore.log.EventCodec;
import io.voc.tenancy.eventstore.log.StoredEvent;
import io.voc.tenancy.eventstore.log.Verification.Intact;
import io.voc.tenancy.eventstore.rebuild.RegisterRebuild;
import io.voc.tenancy.eventstore.secrecy.DataKeys;
import io.voc.tenancy.testing.SharedServers;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.sql.DataSource;

/**
 * The log and what follows from it, after one of two tenants was purged and its slug taken again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PurgedLogIT {

    private static final Actor OPERATOR = new Actor("ops", Set.of(Role.PLATFORM_ADMIN), null);
    private static final String ERASED = "[erased]";
    private static final long PLANS = 3; // that each installation begins with
    private static final long EVENTS_OF_ONE = PLANS + 3;
    private static final long EVENTS = PLANS + 8;

    private final String databaseUrl = SharedServers.freshDatabase().databaseUrl();
    private final ConfigurableApplicationContext node =
            CommandSideNode.start(Application.class, databaseUrl);
    private final ConfigurableApplicationContext other =
            CommandSideNode.start(Application.class, databaseUrl);
    private final Ids ids = node.getBean(Ids.class);
    private final String purged = ids.next(TypeId.TENANT);
    private final String heir = ids.next(TypeId.TENANT);

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(CommandSide.class)
    static class Application {}

    @BeforeAll
    void live_and_purge() throws Exception {
        live(purged);
        assertThat(events(other, EVENTS_OF_ONE).toString()).contains("Mr Smith");
        send(new DeleteTenant(purged, "Mr Smith left", Instant.EPOCH));
        send(new PurgeTenant(purged));
        live(heir);
    }

    @AfterAll
    void stop() {
        node.close();
        other.close();
    }

    @Test
    void its_chain_is_intact() throws Exception {
        var database = node.getBean(DataSource.class);

        var verification =
                new ChainVerifier(database, new BulkReader(database, 2)).verify((_, _) -> {});

        assertThat(verification)
                .isInstanceOfSatisfying(
                        Intact.class, intact -> assertThat(intact.position()).isEqualTo(EVENTS));
    }

    @Test
    void the_registers_follow_from_it() throws Exception {
        var registers = registers(node);
        assertThat(registers.verify().isEqual()).isTrue();

        for (var register : List.of("slug", "tenant_gate", "api_key", "resource_count")) {
            node.getBean(JdbcClient.class).sql("DELETE FROM command." + register).update();
        }
        assertThat(registers.rebuild().isEqual()).isFalse();

        assertThat(registers.verify().isEqual()).isTrue();
        assertThat(rows("SELECT tenant_id FROM command.slug")).containsExactly(heir);
        assertThat(rows("SELECT status FROM command.tenant_gate ORDER BY tenant_id"))
                .containsExactly("PURGED", "ACTIVE");
        assertThat(rows("SELECT count FROM command.resource_count WHERE metric = 'api-keys'"))
                .containsExactlyInAnyOrder("0", "1");
    }

    /** By the node that has purged it, and by one that has opened them before. */
    @Test
    void its_events_are_read_without_what_they_sealed() throws Exception {
        assertErased(events(node, EVENTS));
        await().untilAsserted(() -> assertErased(events(other, EVENTS)));
    }

    private static void assertErased(List<DomainEvent> events) {
        assertThat(events).hasSize((int) EVENTS);
        var registrations = of(TenantRegistered.class, events);
        assertThat(registrations)
                .extracting(TenantRegistered::contactEmail)
                .containsExactly(ERASED, "smith@acme.example");
        assertThat(registrations)
                .extracting(TenantRegistered::slug)
                .containsExactly("acme", "acme");
        assertThat(of(TenantDeleted.class, events))
                .extracting(TenantDeleted::reason)
                .containsExactly(ERASED);
        var configurations = of(ConfigurationReplaced.class, events);
        assertThat(configurations.getFirst().toString()).doesNotContain("Mr Smith");
        assertThat(configurations.getLast().toString()).contains("Mr Smith");
    }

    private void live(String tenantId) {
        send(
                new RegisterTenant(
                        tenantId,
                        "acme",
                        "Acme",
                        "smith@acme.example",
                        "eu-central",
                        "starter",
                        Map.of("boss", "Mr Smith"),
                        TenantStatus.ACTIVE));
        send(
                new ReplaceConfiguration(
                        tenantId, new TenantConfiguration(List.of(receptionist()), null)));
        var key = ids.next(TypeId.API_KEY);
        send(
                new IssueApiKey(
                        key,
                        tenantId,
                        ApiKeySettings.of(
                                "A key",
                                Set.of("config:read"),
                                null,
                                List.of(),
                                Map.of("owner", "Mr Smith"),
                                null),
                        ApiKeyEnvironment.LIVE,
                        new StoredSecret("digest of " + key, "tm_live_abc", "wxyz")));
    }

    private static AiAgent receptionist() {
        return new AiAgent(
                "reception",
                "Reception",
                Purpose.SUPPORT,
                true,
                "en",
                new Model("example", "fast-1", null, null),
                "Put Mr Smith's friends through at once",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private void send(Command<?> command) {
        node.getBean(Commands.class).send(command, OPERATOR);
    }

    private static RegisterRebuild registers(ConfigurableApplicationContext of) {
        var database = of.getBean(DataSource.class);
        var codec = of.getBean(EventCodec.class);
        return new RegisterRebuild(
                database,
                new BulkReader(database, 2, of.getBean(DataKeys.class)),
                event -> decoded(event, codec));
    }

    private static List<DomainEvent> events(ConfigurableApplicationContext of, long upTo)
            throws Exception {
        var events = new ArrayList<DomainEvent>();
        var codec = of.getBean(EventCodec.class);
        new BulkReader(of.getBean(DataSource.class), 1, of.getBean(DataKeys.class))
                .<DomainEvent>read(0, upTo, event -> decoded(event, codec), events::addAll);
        return events;
    }

    private static DomainEvent decoded(StoredEvent event, EventCodec codec) {
        return (DomainEvent) codec.decode(List.of(event)).findFirst().orElseThrow().getPayload();
    }

    private static <E> List<E> of(Class<E> type, List<DomainEvent> events) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private List<String> rows(String sql) {
        return node.getBean(JdbcClient.class).sql(sql).query((row, _) -> row.getString(1)).list();
    }
}
