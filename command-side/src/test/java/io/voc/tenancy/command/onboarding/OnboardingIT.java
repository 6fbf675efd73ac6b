package io.voc.tenancy.command.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.voc.tenancy.command.CommandSide;
import io.voc.tenancy.command.CommandSideNode;
import io.voc.tenancy.command.Commands;
import io.voc.tenancy.command.Ids;
import io.voc.tenancy.contracts.apikey.ApiKeyEnvironment;
import io.voc.tenancy.contracts.apikey.ApiKeySecret;
import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.Role;
import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.CancelOnboarding;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.CheckTime;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.Company;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.CompleteStep;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.StartOnboarding;
import io.voc.tenancy.contracts.onboarding.OnboardingStatus;
import io.voc.tenancy.contracts.onboarding.OnboardingView;
import io.voc.tenancy.contracts.onboarding.StepKind;
import io.voc.tenancy.contracts.onboarding.StepStatus;
import io.voc.tenancy.contracts.onboarding.Workflow;
import io.voc.tenancy.contracts.onboarding.WorkflowStep;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.contracts.tenant.TenantCommand.DeleteTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.DescribeTenant;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.testing.SharedServers;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** On two nodes, which share the reactions and the timers. */
class OnboardingIT {

    private static final Actor OPERATOR = new Actor("ops", Set.of(Role.PLATFORM_ADMIN), null);
    private static final Actor WORKER = new Actor("worker", Set.of(Role.SERVICE), null);
    private static final Duration PATIENCE = Duration.ofSeconds(40);

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
    void many_at_once_become_active_each_with_one_of_everything() {
        var all =
                Stream.generate(() -> started(anySlug(), workflow(60, 1)))
                        .limit(20)
                        .parallel()
                        .toList();

        all.forEach(this::completeWork);

        all.forEach(it -> awaitStatus(it.id(), OnboardingStatus.COMPLETED));
        all.forEach(it -> {
            assertThat(tenantStatus(it.tenantId())).isEqualTo(TenantStatus.ACTIVE);
            assertThat(events(it.tenantId(), "tenant.registered")).isOne();
            assertThat(events(it.tenantId(), "api-key.issued")).isOne();
            assertThat(events(it.tenantId(), "tenant.activated")).isOne();
        });
    }

    @Test
    void what_nobody_answers_is_tried_again_and_then_undone_and_the_slug_is_free() {
        var slug = anySlug();
        var given = started(slug, workflow(1, 2));
        taken(slug);

        awaitStatus(given.id(), OnboardingStatus.COMPENSATED);

        var work = onboarding(given.id()).step("work").orElseThrow();
        assertThat(work.attempts()).isEqualTo(2);
        assertThat(work.code()).isEqualTo("timed-out");
        assertThat(events(given.tenantId(), "tenant.purged")).isOne();
        completeWork(started(slug, workflow(60, 1)));
    }

    @Test
    void who_cancels_at_once_leaves_nothing_behind() {
        var all =
                Stream.generate(OnboardingIT::anySlug)
                        .limit(10)
                        .map(slug -> started(slug, workflow(60, 1)))
                        .toList();
        all.forEach(it ->
                commands.send(new CancelOnboarding(it.id(), "not now", Instant.now()), OPERATOR));

        all.forEach(it -> awaitStatus(it.id(), OnboardingStatus.COMPENSATED));
        all.forEach(it -> {
            assertThat(slugs(it.tenantId())).isZero();
            assertThat(events(it.tenantId(), "tenant.registered"))
                    .isEqualTo(events(it.tenantId(), "tenant.purged"));
        });
    }

    @Test
    void its_tenant_is_left_to_it() {
        var running = started(anySlug(), workflow(60, 1));
        awaitWork(running.id());

        assertThatThrownBy(() ->
                        commands.send(
                                new DeleteTenant(running.tenantId(), null, Instant.MAX), OPERATOR))
                .isInstanceOfSatisfying(
                        Rejection.class,
                        refusal ->
                                assertThat(refusal.code())
                                        .isEqualTo(RejectionCode.ONBOARDING_IN_PROGRESS));
    }

    private void taken(String slug) {
        assertThatThrownBy(() -> started(slug, workflow(60, 1)))
                .isInstanceOfSatisfying(
                        Rejection.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(RejectionCode.SLUG_TAKEN));
    }

    private void completeWork(OnboardingView started) {
        awaitWork(started.id());
        commands.send(new CompleteStep(started.id(), "work", 1, "done", Instant.now()), WORKER);
    }

    private void awaitWork(String id) {
        await().atMost(PATIENCE)
                .until(() ->
                        onboarding(id).step("work").orElseThrow().status() == StepStatus.RUNNING);
    }

    private void awaitStatus(String id, OnboardingStatus status) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(onboarding(id).status()).isEqualTo(status));
    }

    /** As it stands: at the beginning of time nothing is due. */
    private OnboardingView onboarding(String id) {
        return commands.send(new CheckTime(id, Instant.EPOCH), OPERATOR);
    }

    private TenantStatus tenantStatus(String tenantId) {
        return commands.send(new DescribeTenant(tenantId), OPERATOR).status();
    }

    private long events(String tenantId, String type) {
        return node.getBean(JdbcClient.class)
                .sql("SELECT count(*) FROM event_store.event WHERE tenant_id = ? AND type = ?")
                .params(tenantId, type)
                .query(Long.class)
                .single();
    }

    private long slugs(String tenantId) {
        return node.getBean(JdbcClient.class)
                .sql("SELECT count(*) FROM command.slug WHERE tenant_id = ?")
                .params(tenantId)
                .query(Long.class)
                .single();
    }

    private OnboardingView started(String slug, Workflow workflow) {
        var ids = node.getBean(Ids.class);
        return commands.send(
                new StartOnboarding(
                        ids.next(TypeId.ONBOARDING),
                        ids.next(TypeId.TENANT),
                        workflow,
                        new Company(slug, "Acme", "ops@acme.example", "eu-central", Map.of()),
                        "starter",
                        TenantConfiguration.EMPTY,
                        ids.next(TypeId.API_KEY),
                        ApiKeySecret.generate(ApiKeyEnvironment.LIVE, new SecureRandom()).stored(),
                        Instant.now()),
                OPERATOR);
    }

    private static Workflow workflow(long timeoutSeconds, int attempts) {
        return new Workflow(
                "test",
                1,
                List.of(
                        internal("register-tenant", List.of(), "purge-tenant"),
                        internal("apply-configuration", List.of("register-tenant"), null),
                        internal("issue-api-key", List.of("register-tenant"), null),
                        new WorkflowStep(
                                "work",
                                StepKind.EXTERNAL,
                                List.of("issue-api-key"),
                                timeoutSeconds,
                                attempts,
                                1,
                                1,
                                0,
                                false,
                                null),
                        internal("verify", List.of("apply-configuration", "work"), null),
                        internal("activate", List.of("verify"), null)));
    }

    private static WorkflowStep internal(
            String name, List<String> dependsOn, @Nullable String compensation) {
        return new WorkflowStep(
                name, StepKind.INTERNAL, dependsOn, 60, 5, 1, 5, 0, false, compensation);
    }

    private static String anySlug() {
        return "company-" + UUID.randomUUID();
    }
}
