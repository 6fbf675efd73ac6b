package io.voc.tenancy.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.command.Command;
import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.Role;
import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.plan.PlanCommand.CreatePlan;
import io.voc.tenancy.contracts.tenant.TenantCommand.RegisterTenant;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.eventstore.secrecy.SealedText;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where a request came from is stored with its events, for those alone who have the key. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OriginIT {

    private static final Actor OPERATOR = new Actor("ops", Set.of(Role.PLATFORM_ADMIN), null);
    private static final String ADDRESS = "203.0.113.7";
    private static final String PROGRAM = "Browser of Mr Smith";

    private final ConfigurableApplicationContext node = CommandSideNode.start(Application.class);

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(CommandSide.class)
    static class Application {}

    @AfterAll
    void stop() {
        node.close();
    }

    @AfterEach
    void end() {
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void an_event_of_a_tenant_tells_it_with_the_tenants_key() {
        var tenantId = node.getBean(Ids.class).next(TypeId.TENANT);

        send(
                new RegisterTenant(
                        tenantId,
                        "of-somewhere",
                        "Of Somewhere",
                        "ops@company.example",
                        "eu-central",
                        "starter",
                        Map.of(),
                        TenantStatus.ACTIVE));

        assertSealed(tenantId, "tenant.registered");
    }

    @Test
    void an_event_of_no_tenant_tells_it_with_a_key_of_the_platform() {
        send(new CreatePlan("from-afar", "From afar", List.of()));

        assertSealed(DomainEvent.PLATFORM, "plan.created");
    }

    private void send(Command<?> command) {
        var request = new MockHttpServletRequest();
        request.addHeader("X-Forwarded-For", ADDRESS);
        request.addHeader("User-Agent", PROGRAM);
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        node.getBean(Commands.class).send(command, OPERATOR);
    }

    private record Stored(String eventId, String metadata) {}

    private void assertSealed(String tenantId, String type) {
        var stored = last(tenantId, type);
        assertThat(stored.metadata()).doesNotContain(ADDRESS, PROGRAM).contains("\"ops\"");
        assertThat(opened(tenantId, stored, "sourceIp")).isEqualTo(ADDRESS);
        assertThat(opened(tenantId, stored, "userAgent")).isEqualTo(PROGRAM);
    }

    private Stored last(String tenantId, String type) {
        return node.getBean(JdbcClient.class)
                .sql(
                        """
                        SELECT event_id, convert_from(metadata, 'UTF8') AS metadata
                        FROM event_store.event WHERE tenant_id = :tenantId AND type = :type
                        ORDER BY position DESC LIMIT 1
                        """)
                .param("tenantId", tenantId)
                .param("type", type)
                .query((row, _) -> new Stored(row.getString("event_id"), row.getString("metadata")))
                .single();
    }

    private String opened(String tenantId, Stored stored, String name) {
        var sealed = JsonMapper.shared().readTree(stored.metadata()).path(name).asString();
        var context = tenantId + '|' + stored.eventId() + "|metadata." + name;
        return node.getBean(SealedText.class).open(tenantId, context, sealed).orElseThrow();
    }
}
