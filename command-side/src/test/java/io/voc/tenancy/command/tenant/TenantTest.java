package io.voc.tenancy.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.configuration.AiAgent;
import io.voc.tenancy.contracts.configuration.AiAgent.Model;
import io.voc.tenancy.contracts.configuration.AiAgent.Purpose;
import io.voc.tenancy.contracts.configuration.ConfigurationCommand.ReplaceConfiguration;
import io.voc.tenancy.contracts.configuration.ConfigurationCommand.RollBackConfiguration;
import io.voc.tenancy.contracts.configuration.ConfigurationEvent.ConfigurationReplaced;
import io.voc.tenancy.contracts.configuration.ConfigurationView;
import io.voc.tenancy.contracts.configuration.Telephony;
import io.voc.tenancy.contracts.configuration.Telephony.PhoneNumber;
import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.Role;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.contracts.tenant.TenantCommand.ActivateTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.DeleteTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.RegisterTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.ReplaceTenantProfile;
import io.voc.tenancy.contracts.tenant.TenantCommand.SuspendTenant;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantActivated;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantDeleted;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantProfileReplaced;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRegistered;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantSuspended;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.contracts.tenant.TenantView;
import io.voc.tenancy.eventstore.log.CommitConditions;

import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.axonframework.test.aggregate.TestExecutor;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class TenantTest {

    private static final String ID = "ten_01h455vb4pex5vsknk084sn02q";
    private static final Actor OPERATOR = new Actor("ops", Set.of(Role.PLATFORM_ADMIN), null);
    private static final Actor OWNER = new Actor("owner", Set.of(Role.TENANT_ADMIN), ID);

    private static final TenantRegistered REGISTERED =
            new TenantRegistered(
                    ID,
                    "acme",
                    "Acme",
                    "ops@acme.example",
                    "eu-central",
                    "growth",
                    Map.of("crm", "4711"),
                    TenantStatus.ACTIVE);
    private static final TenantSuspended SUSPENDED = new TenantSuspended(ID, "unpaid");
    private static final Instant DUE = Instant.parse("2030-01-01T00:00:00Z");
    private static final TenantDeleted DELETED = new TenantDeleted(ID, null, DUE);

    private AggregateTestFixture<Tenant> fixture = fixture();

    private static AggregateTestFixture<Tenant> fixture() {
        var fixture = new AggregateTestFixture<>(Tenant.class);
        fixture.registerInjectableResource(new CommitConditions());
        fixture.registerInjectableResource(
                (ConfigurationHistory)
                        (_, version) ->
                                version == 1
                                        ? Optional.of(configuration("a", "a"))
                                        : Optional.empty());
        fixture.registerCommandTargetResolver(
                _ -> new VersionedAggregateIdentifier((Object) ID, null));
        return fixture;
    }

    @Test
    void a_company_becomes_an_active_tenant() {
        as(
                        OPERATOR,
                        fixture.givenNoPriorActivity(),
                        new RegisterTenant(
                                ID,
                                "acme",
                                "Acme",
                                "ops@acme.example",
                                "eu-central",
                                "growth",
                                Map.of("crm", "4711"),
                                TenantStatus.ACTIVE))
                .expectEvents(REGISTERED)
                .expectResultMessageMatching(
                        answers(tenant -> {
                            assertThat(tenant.status()).isEqualTo(TenantStatus.ACTIVE);
                            assertThat(tenant.version()).isEqualTo(1);
                            assertThat(tenant.createdAt()).isEqualTo(fixture.currentTime());
                        }));
    }

    @Nested
    class An_active_tenant {

        private final TestExecutor<Tenant> given = given(REGISTERED);

        @Test
        void takes_a_new_profile() {
            as(OWNER, given, new ReplaceTenantProfile(ID, "Acme Ltd", "new@acme.example", Map.of()))
                    .expectEvents(
                            new TenantProfileReplaced(ID, "Acme Ltd", "new@acme.example", Map.of()))
                    .expectResultMessageMatching(
                            answers(tenant -> {
                                assertThat(tenant.name()).isEqualTo("Acme Ltd");
                                assertThat(tenant.slug()).isEqualTo("acme");
                                assertThat(tenant.version()).isEqualTo(2);
                            }));
        }

        @Test
        void notes_nothing_when_the_profile_is_the_same() {
            as(
                            OWNER,
                            given,
                            new ReplaceTenantProfile(
                                    ID, "Acme", "ops@acme.example", Map.of("crm", "4711")))
                    .expectNoEvents()
                    .expectResultMessageMatching(
                            answers(tenant -> assertThat(tenant.version()).isEqualTo(1)));
        }

        @Test
        void is_suspended() {
            as(OPERATOR, given, new SuspendTenant(ID, "unpaid"))
                    .expectEvents(SUSPENDED)
                    .expectResultMessageMatching(
                            answers(tenant -> {
                                assertThat(tenant.status()).isEqualTo(TenantStatus.SUSPENDED);
                                assertThat(tenant.statusReason()).isEqualTo("unpaid");
                            }));
        }

        @Test
        void notes_nothing_when_it_is_activated() {
            as(OPERATOR, given, new ActivateTenant(ID, "again")).expectNoEvents();
        }

        @Test
        void is_deleted() {
            as(OPERATOR, given, new DeleteTenant(ID, null, DUE))
                    .expectEvents(DELETED)
                    .expectResultMessageMatching(
                            answers(tenant ->
                                    assertThat(tenant.deletedAt())
                                            .isEqualTo(fixture.currentTime())));
        }
    }

    @Nested
    class A_suspended_tenant {

        private final TestExecutor<Tenant> given = given(REGISTERED, SUSPENDED);

        @Test
        void is_activated_and_forgets_the_reason() {
            as(OPERATOR, given, new ActivateTenant(ID, null))
                    .expectEvents(new TenantActivated(ID, null))
                    .expectResultMessageMatching(
                            answers(tenant -> assertThat(tenant.statusReason()).isNull()));
        }

        @Test
        void notes_nothing_when_it_is_suspended_again() {
            as(OPERATOR, given, new SuspendTenant(ID, "another reason")).expectNoEvents();
        }

        @Test
        void is_changed_by_operators_only() {
            var change = new ReplaceTenantProfile(ID, "Acme Ltd", "new@acme.example", Map.of());

            refused(as(OWNER, given, change), RejectionCode.TENANT_SUSPENDED);
            refused(
                    as(
                            OWNER,
                            given(REGISTERED, SUSPENDED),
                            new ReplaceConfiguration(ID, configuration("a", "a"))),
                    RejectionCode.TENANT_SUSPENDED);
            fixture = fixture();
            as(OPERATOR, given(REGISTERED, SUSPENDED), change).expectSuccessfulHandlerExecution();
        }
    }

    @Nested
    class A_deleted_tenant {

        @Test
        void notes_nothing_when_it_is_deleted_again() {
            as(OPERATOR, given(REGISTERED, DELETED), new DeleteTenant(ID, "again", DUE))
                    .expectNoEvents();
        }

        @Test
        void refuses_everything_else() {
            for (var command :
                    List.of(
                            new SuspendTenant(ID, null),
                            new ActivateTenant(ID, null),
                            new ReplaceTenantProfile(ID, "X", "x@acme.example", Map.of()),
                            new ReplaceConfiguration(ID, configuration("a", "a")))) {
                fixture = fixture();
                refused(
                        as(OPERATOR, given(REGISTERED, DELETED), command),
                        RejectionCode.TENANT_DELETED);
            }
        }

        @Test
        void is_not_there_for_its_own_people() {
            refused(
                    as(
                            OWNER,
                            given(REGISTERED, DELETED),
                            new ReplaceTenantProfile(ID, "X", "x@acme.example", Map.of())),
                    RejectionCode.NOT_FOUND);
        }
    }

    @Nested
    class The_configuration {

        @Test
        void counts_its_own_versions() {
            var first = configuration("a", "a");
            var second = configuration("b", "b");

            as(
                            OWNER,
                            given(REGISTERED, new ConfigurationReplaced(ID, 1, first)),
                            new ReplaceConfiguration(ID, second))
                    .expectEvents(new ConfigurationReplaced(ID, 2, second))
                    .expectResultMessageMatching(
                            org.axonframework.test.matchers.Matchers.matches(result -> {
                                var view = (ConfigurationView) result.getPayload();
                                return view.version() == 2
                                        && view.aiAgents().equals(second.aiAgents());
                            }));
        }

        @Test
        void stays_as_it_is_when_the_document_is_the_same() {
            as(
                            OWNER,
                            given(
                                    REGISTERED,
                                    new ConfigurationReplaced(ID, 1, configuration("a", "a"))),
                            new ReplaceConfiguration(ID, configuration("a", "a")))
                    .expectNoEvents();
        }

        @Test
        void goes_back_to_an_earlier_version() {
            var events =
                    new Object[] {
                        REGISTERED,
                        new ConfigurationReplaced(ID, 1, configuration("a", "a")),
                        new ConfigurationReplaced(ID, 2, configuration("b", "b"))
                    };
            as(OWNER, given(events), new RollBackConfiguration(ID, 1, "b was rude"))
                    .expectEvents(
                            new ConfigurationReplaced(
                                    ID, 3, configuration("a", "a"), 1L, "b was rude"));
            fixture = fixture();
            refused(
                    as(OWNER, given(events), new RollBackConfiguration(ID, 9, null)),
                    RejectionCode.VALIDATION_FAILED);
        }

        @Test
        void is_refused_when_its_parts_do_not_fit() {
            refused(
                    as(
                            OWNER,
                            given(REGISTERED),
                            new ReplaceConfiguration(ID, configuration("a", "nobody"))),
                    RejectionCode.VALIDATION_FAILED);
        }
    }

    private TestExecutor<Tenant> given(Object... events) {
        return fixture.given(events);
    }

    private static ResultValidator<Tenant> as(
            Actor actor, TestExecutor<Tenant> given, Object command) {
        return given.when(command, Map.of(Actor.METADATA_KEY, actor));
    }

    private static void refused(ResultValidator<Tenant> result, RejectionCode code) {
        result.expectNoEvents()
                .expectException(
                        org.axonframework.test.matchers.Matchers.matches(failure ->
                                failure instanceof Rejection rejection
                                        && rejection.code() == code));
    }

    private static org.hamcrest.Matcher<org.axonframework.commandhandling.CommandResultMessage<?>>
            answers(java.util.function.Consumer<TenantView> assertions) {
        return org.axonframework.test.matchers.Matchers.matches(result -> {
            assertions.accept((TenantView) result.getPayload());
            return true;
        });
    }

    private static TenantConfiguration configuration(String agentId, String inboundAgentId) {
        var agent =
                new AiAgent(
                        agentId,
                        "An agent",
                        Purpose.SUPPORT,
                        true,
                        "en",
                        new Model("example", "fast-1", null, null));
        var number = new PhoneNumber("+442071838750", null, inboundAgentId, null);
        return new TenantConfiguration(
                List.of(agent), new Telephony(Telephony.Provider.SIP, List.of(number)));
    }
}
