package io.voc.tenancy.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantActivated;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRegistered;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantSuspended;
import io.voc.tenancy.contracts.tenant.TenantGate;
import io.voc.tenancy.embedded.PostgresDatabase;
import io.voc.tenancy.eventstore.register.CommitConditions;
import io.voc.tenancy.eventstore.register.Condition.TenantLetsThrough;
import io.voc.tenancy.testing.SharedServers;

import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class EventStoreIT {

    private final PostgresDatabase database = SharedServers.freshDatabase();
    private final List<ConfigurableApplicationContext> nodes = new ArrayList<>();

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(EventStoreConfiguration.class)
    static class Application {}

    @AfterEach
    void stop() {
        nodes.forEach(ConfigurableApplicationContext::close);
    }

    @Test
    void the_engine_is_ours_and_stores_logical_names() {
        var node = node();

        append(node, registered("ten_1", "acme"), 0);

        assertThat(node.getBean(JdbcEventStorageEngine.class))
                .isInstanceOf(RegisterGuardedEngine.class);
        var row =
                node.getBean(JdbcClient.class)
                        .sql("SELECT type, revision, payload FROM event_store.event")
                        .query()
                        .singleRow();
        assertThat(row).containsEntry("type", "tenant.registered").containsEntry("revision", "1");
        assertThat(new String((byte[]) row.get("payload"), StandardCharsets.UTF_8))
                .contains("\"slug\":\"acme\"")
                .doesNotContain("io.voc");
    }

    @Test
    void what_was_appended_is_read_back() {
        var node = node();
        var event = registered("ten_1", "acme");

        append(node, event, 0);

        var read = node.getBean(EventStore.class).readEvents("ten_1").asStream().toList();
        assertThat(read)
                .singleElement()
                .satisfies(message -> {
                    assertThat(message.getPayload()).isEqualTo(event);
                    assertThat(message.getSequenceNumber()).isZero();
                });
    }

    @Test
    void two_nodes_claiming_one_slug_at_once_give_it_to_exactly_one() throws Exception {
        var both = List.of(node(), node());
        int callers = 64;

        var outcomes =
                atOnce(callers, i -> append(both.get(i % 2), registered("ten_" + i, "acme"), 0));

        assertThat(outcomes).filteredOn(outcome -> outcome.equals("stored")).hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.equals("slug-taken"))
                .hasSize(callers - 1);
        assertThat(count(both.getFirst(), "event_store.event")).isEqualTo(1);
        assertThat(count(both.getFirst(), "command.slug")).isEqualTo(1);
        assertThat(count(both.getFirst(), "command.tenant_gate")).isEqualTo(1);
    }

    @Test
    void a_sequence_that_is_taken_is_a_concurrency_exception_and_leaves_the_registers_alone() {
        var node = node();
        append(node, registered("ten_1", "acme"), 0);
        append(node, new TenantActivated("ten_1", null), 1);

        assertThatThrownBy(() -> append(node, new TenantSuspended("ten_1", null), 1))
                .isInstanceOf(ConcurrencyException.class);

        assertThat(gate(node, "ten_1")).isEqualTo("ACTIVE");
        assertThat(count(node, "event_store.event")).isEqualTo(2);
    }

    @Test
    void a_condition_that_does_not_hold_refuses_the_whole_commit() {
        var node = node();
        append(node, registered("ten_1", "acme"), 0);
        append(node, new TenantSuspended("ten_1", null), 1);

        assertThatThrownBy(() ->
                        append(
                                node,
                                registered("ten_2", "other"),
                                0,
                                new TenantLetsThrough("ten_1", TenantGate.TENANT_WRITE)))
                .isInstanceOfSatisfying(
                        Rejection.class,
                        rejection ->
                                assertThat(rejection.code())
                                        .isEqualTo(RejectionCode.TENANT_SUSPENDED));

        assertThat(count(node, "event_store.event")).isEqualTo(2);
        assertThat(count(node, "command.slug")).isEqualTo(1);
    }

    @Test
    void a_condition_on_a_tenant_that_is_not_there_says_not_found() {
        var node = node();

        assertThatThrownBy(() ->
                        append(
                                node,
                                registered("ten_2", "other"),
                                0,
                                new TenantLetsThrough("ten_1", TenantGate.OPERATOR_WRITE)))
                .isInstanceOfSatisfying(
                        Rejection.class,
                        rejection ->
                                assertThat(rejection.code()).isEqualTo(RejectionCode.NOT_FOUND));
    }

    private ConfigurableApplicationContext node() {
        var node =
                new SpringApplicationBuilder(Application.class)
                        .web(WebApplicationType.NONE)
                        .properties(
                                Map.of(
                                        "spring.datasource.url", database.jdbcUrl(),
                                        "spring.datasource.username", database.username(),
                                        "spring.datasource.password", database.password(),
                                        "spring.flyway.enabled", "false",
                                        "spring.main.banner-mode", "off"))
                        .run();
        nodes.add(node);
        return node;
    }

    private static TenantRegistered registered(String tenantId, String slug) {
        return new TenantRegistered(
                tenantId, slug, "Acme", "ops@acme.example", "eu-central", "growth", Map.of());
    }

    private static void append(
            ConfigurableApplicationContext node,
            Object event,
            long sequence,
            TenantLetsThrough... conditions) {
        var tenantId = ((io.voc.tenancy.contracts.event.DomainEvent) event).tenantId();
        var message = new GenericDomainEventMessage<>("Tenant", tenantId, sequence, event);
        var unitOfWork = DefaultUnitOfWork.startAndGet(message);
        unitOfWork.attachTransaction(node.getBean(TransactionManager.class));
        var result =
                unitOfWork.executeWithResult(() -> {
                    for (var condition : conditions) {
                        node.getBean(CommitConditions.class).require(condition);
                    }
                    node.getBean(EventStore.class).publish(message);
                    return message;
                });
        if (result.isExceptional()
                && result.exceptionResult() instanceof RuntimeException failure) {
            throw failure;
        }
    }

    private interface Append {
        void run(int caller);
    }

    private static List<String> atOnce(int callers, Append append)
            throws InterruptedException, ExecutionException {
        var together = new CountDownLatch(callers);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes = new ArrayList<Future<String>>();
            for (int i = 0; i < callers; i++) {
                int caller = i;
                outcomes.add(
                        threads.submit(() -> {
                            together.countDown();
                            together.await();
                            try {
                                append.run(caller);
                                return "stored";
                            } catch (Rejection rejection) {
                                return rejection.code().code();
                            }
                        }));
            }
            var all = new ArrayList<String>();
            for (var outcome : outcomes) {
                all.add(outcome.get());
            }
            return all;
        }
    }

    private static long count(ConfigurableApplicationContext node, String table) {
        return node.getBean(JdbcClient.class)
                .sql("SELECT count(*) FROM " + table)
                .query(Long.class)
                .single();
    }

    private static String gate(ConfigurableApplicationContext node, String tenantId) {
        return node.getBean(JdbcClient.class)
                .sql("SELECT status FROM command.tenant_gate WHERE tenant_id = :tenantId")
                .param("tenantId", tenantId)
                .query(String.class)
                .single();
    }
}
