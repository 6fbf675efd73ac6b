package io.voc.tenancy.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.axonframework.test.matchers.Matchers.matches;

import io.voc.tenancy.command.IfMatch;
import io.voc.tenancy.contracts.command.Command;
import io.voc.tenancy.contracts.configuration.ConfigurationCommand.DescribeConfiguration;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.Role;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.contracts.tenant.TenantCommand.ActivateTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.DeleteTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.DescribeTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.PurgeTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.PurgeTenantWhenDue;
import io.voc.tenancy.contracts.tenant.TenantCommand.ReplaceTenantProfile;
import io.voc.tenancy.contracts.tenant.TenantCommand.RestoreTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.SuspendTenant;
import io.voc.tenancy.contracts.tenant.TenantEvent;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantActivated;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantDeleted;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPurged;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRegistered;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRestored;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantSuspended;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.contracts.tenant.TenantView;
import io.voc.tenancy.eventstore.log.CommitConditions;

import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What each command does to a tenant in each status. */
class TenantTransitionsTest {

    private static final String ID = "ten_01h455vb4pex5vsknk084sn02q";
    private static final Actor OPERATOR = new Actor("ops", Set.of(Role.PLATFORM_ADMIN), null);
    private static final Actor OWNER = new Actor("owner", Set.of(Role.TENANT_ADMIN), ID);
    private static final Instant DUE = Instant.parse("2030-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    PENDING,   activate,    ACTIVE
                    PENDING,   suspend,     tenant-not-active
                    PENDING,   delete,      DELETED
                    PENDING,   restore,     PENDING
                    PENDING,   purge,       tenant-not-deleted
                    PENDING,   purge-due,   PENDING
                    ACTIVE,    activate,    ACTIVE
                    ACTIVE,    suspend,     SUSPENDED
                    ACTIVE,    delete,      DELETED
                    ACTIVE,    restore,     ACTIVE
                    ACTIVE,    purge,       tenant-not-deleted
                    ACTIVE,    purge-due,   ACTIVE
                    SUSPENDED, activate,    ACTIVE
                    SUSPENDED, suspend,     SUSPENDED
                    SUSPENDED, delete,      DELETED
                    SUSPENDED, restore,     SUSPENDED
                    SUSPENDED, purge,       tenant-not-deleted
                    SUSPENDED, purge-due,   SUSPENDED
                    DELETED,   activate,    tenant-deleted
                    DELETED,   suspend,     tenant-deleted
                    DELETED,   delete,      DELETED
                    DELETED,   restore,     ACTIVE
                    DELETED,   purge,       PURGED
                    DELETED,   purge-early, DELETED
                    DELETED,   purge-due,   PURGED
                    DELETED,   replace,     tenant-deleted
                    DELETED,   describe,    tenant-deleted
                    PURGED,    activate,    tenant-purged
                    PURGED,    suspend,     tenant-purged
                    PURGED,    delete,      PURGED
                    PURGED,    restore,     tenant-purged
                    PURGED,    purge,       PURGED
                    PURGED,    purge-due,   PURGED
                    PURGED,    replace,     tenant-purged
                    PURGED,    describe,    tenant-purged
                    """)
    void table(TenantStatus status, String command, String outcome) {
        var result = when(history(status), command(command), IfMatch.ANY);

        if (outcome.contains("-")) {
            refused(result, outcome);
        } else {
            var next = TenantStatus.valueOf(outcome);
            result.expectResultMessageMatching(
                    matches(answer -> ((TenantView) answer.getPayload()).status() == next));
            if (next == status) {
                result.expectNoEvents();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PENDING", "ACTIVE", "SUSPENDED"})
    void restoring_leads_back_to_the_status_before(TenantStatus before) {
        var history = history(before);
        history.add(new TenantDeleted(ID, null, DUE));

        when(history, new RestoreTenant(ID, "back"), IfMatch.ANY)
                .expectEvents(new TenantRestored(ID, before, "back"));
    }

    @Test
    void a_purge_names_the_slug_that_it_frees() {
        when(history(TenantStatus.DELETED), new PurgeTenant(ID), IfMatch.ANY)
                .expectEvents(new TenantPurged(ID, "acme"));
    }

    @ParameterizedTest
    @EnumSource
    void a_version_that_does_not_match_is_refused_before_all_else(TenantStatus status) {
        refused(
                when(history(status), new SuspendTenant(ID, null), IfMatch.exactly(99)),
                "version-conflict");
    }

    @ParameterizedTest
    @EnumSource
    void a_version_that_does_not_match_is_not_told_to_those_for_whom_the_tenant_is_not_there(
            TenantStatus status) {
        var isThere = status != TenantStatus.DELETED && status != TenantStatus.PURGED;

        refused(
                when(OWNER, history(status), command("replace"), IfMatch.exactly(99)),
                isThere ? "version-conflict" : "not-found");
    }

    @Test
    void the_configuration_has_a_version_of_its_own() {
        when(history(TenantStatus.SUSPENDED), new DescribeConfiguration(ID), IfMatch.exactly(0))
                .expectSuccessfulHandlerExecution();
        refused(
                when(
                        history(TenantStatus.SUSPENDED),
                        new DescribeConfiguration(ID),
                        IfMatch.exactly(2)),
                "version-conflict");
    }

    private static Command<?> command(String name) {
        return switch (name) {
            case "activate" -> new ActivateTenant(ID, null);
            case "suspend" -> new SuspendTenant(ID, null);
            case "delete" -> new DeleteTenant(ID, null, DUE);
            case "restore" -> new RestoreTenant(ID, null);
            case "purge" -> new PurgeTenant(ID);
            case "purge-early" -> new PurgeTenantWhenDue(ID, DUE.minusMillis(1));
            case "purge-due" -> new PurgeTenantWhenDue(ID, DUE);
            case "replace" -> new ReplaceTenantProfile(ID, "X", "x@acme.example", Map.of());
            case "describe" -> new DescribeTenant(ID);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static List<TenantEvent> history(TenantStatus status) {
        var events = new ArrayList<TenantEvent>();
        events.add(
                new TenantRegistered(
                        ID,
                        "acme",
                        "Acme",
                        "ops@acme.example",
                        "eu-central",
                        "growth",
                        Map.of(),
                        TenantStatus.PENDING));
        if (status != TenantStatus.PENDING) {
            events.add(new TenantActivated(ID, null));
        }
        if (status == TenantStatus.SUSPENDED) {
            events.add(new TenantSuspended(ID, "unpaid"));
        }
        if (status == TenantStatus.DELETED || status == TenantStatus.PURGED) {
            events.add(new TenantDeleted(ID, null, DUE));
        }
        if (status == TenantStatus.PURGED) {
            events.add(new TenantPurged(ID, "acme"));
        }
        return events;
    }

    private static ResultValidator<Tenant> when(
            List<TenantEvent> history, Command<?> command, IfMatch ifMatch) {
        return when(OPERATOR, history, command, ifMatch);
    }

    private static ResultValidator<Tenant> when(
            Actor actor, List<TenantEvent> history, Command<?> command, IfMatch ifMatch) {
        var fixture = new AggregateTestFixture<>(Tenant.class);
        fixture.registerInjectableResource(new CommitConditions());
        fixture.registerCommandTargetResolver(
                _ -> new VersionedAggregateIdentifier((Object) ID, null));
        return fixture.given(history)
                .when(command, Map.of(Actor.METADATA_KEY, actor, IfMatch.METADATA_KEY, ifMatch));
    }

    private static void refused(ResultValidator<Tenant> result, String code) {
        result.expectNoEvents()
                .expectException(
                        matches(failure -> {
                            assertThat(failure).isInstanceOf(Rejection.class);
                            RejectionCode refusal = ((Rejection) failure).code();
                            return refusal.code().equals(code);
                        }));
    }
}
