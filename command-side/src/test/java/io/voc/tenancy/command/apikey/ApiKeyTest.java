package io.voc.tenancy.command.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.axonframework.test.matchers.Matchers.matches;

import io.voc.tenancy.contracts.apikey.ApiKeyCommand.IssueApiKey;
import io.voc.tenancy.contracts.apikey.ApiKeyCommand.RevokeApiKey;
import io.voc.tenancy.contracts.apikey.ApiKeyEnvironment;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyIssued;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyRevoked;
import io.voc.tenancy.contracts.apikey.ApiKeyStatus;
import io.voc.tenancy.contracts.apikey.ApiKeyView;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.KeyRights;
import io.voc.tenancy.contracts.identity.Role;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.contracts.tenant.TenantGate;
import io.voc.tenancy.eventstore.log.CommitConditions;
import io.voc.tenancy.eventstore.log.StagedCommit;
import io.voc.tenancy.eventstore.register.Condition;
import io.voc.tenancy.eventstore.register.Condition.TenantLetsThrough;
import io.voc.tenancy.eventstore.register.Condition.WithinLimit;
import io.voc.tenancy.eventstore.register.CountedResource;
import io.voc.tenancy.eventstore.register.TenantResource;

import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.axonframework.test.aggregate.TestExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

class ApiKeyTest {

    private static final String ID = "key_01h455vb4pex5vsknk084sn02q";
    private static final String TENANT = "ten_01h455vb4pex5vsknk084sn02q";
    private static final WithinLimit WITHIN_LIMIT =
            new WithinLimit(new TenantResource(TENANT, CountedResource.API_KEYS));
    private static final String OTHER_TENANT = "ten_01h455vb4pex5vsknk084sn02r";
    private static final Actor OPERATOR = new Actor("ops", Set.of(Role.PLATFORM_ADMIN), null);
    private static final Actor OWNER = new Actor("owner", Set.of(Role.TENANT_ADMIN), TENANT);
    private static final ApiKeyIssued ISSUED =
            new ApiKeyIssued(
                    ID,
                    TENANT,
                    "Gateway",
                    Set.of("config:read"),
                    "LIVE",
                    null,
                    "c0ffee",
                    "tm_live_abcd",
                    "wxyz");

    private final List<Condition> required = new ArrayList<>();
    private AggregateTestFixture<ApiKey> fixture = new AggregateTestFixture<>(ApiKey.class);

    @BeforeEach
    void prepare() {
        fixture = new AggregateTestFixture<>(ApiKey.class);
        fixture.registerCommandTargetResolver(
                _ -> new VersionedAggregateIdentifier((Object) ID, null));
        fixture.registerInjectableResource(new CommitConditions());
        fixture.registerCommandHandlerInterceptor((unitOfWork, chain) -> {
            unitOfWork.onPrepareCommit(
                    _ -> required.addAll(StagedCommit.of(unitOfWork).conditions()));
            return chain.proceed();
        });
    }

    @Test
    void is_issued_if_the_tenants_gate_lets_its_issuer_through() {
        as(
                        OWNER,
                        fixture.givenNoPriorActivity(),
                        new IssueApiKey(
                                ID,
                                TENANT,
                                "Gateway",
                                Set.of("config:read"),
                                ApiKeyEnvironment.LIVE,
                                null,
                                "c0ffee",
                                "tm_live_abcd",
                                "wxyz"))
                .expectEvents(ISSUED);

        assertThat(required)
                .containsExactly(
                        new TenantLetsThrough(TENANT, TenantGate.TENANT_WRITE), WITHIN_LIMIT);
    }

    @Nested
    class Issued_by_another_key {

        private static final Instant END = Instant.parse("2030-01-01T10:00:00Z");

        @Test
        void may_do_what_that_one_may() {
            expectIssued(Set.of("keys:manage", "config:*"), null, Set.of("config:read"), null);
            expectIssued(Set.of("*:*"), null, Set.of("*:*", "usage:*"), END);
            expectIssued(Set.of("keys:manage"), END, Set.of("keys:manage"), END);

            assertThat(required)
                    .containsOnly(
                            new TenantLetsThrough(TENANT, TenantGate.TENANT_WRITE), WITHIN_LIMIT);
        }

        @Test
        void may_do_no_more_than_that_one() {
            expectForbidden(Set.of("keys:manage"), null, Set.of("config:read"), null);
            expectForbidden(Set.of("keys:manage"), null, Set.of("keys:manage", "keys:*"), null);
            expectForbidden(Set.of("keys:*", "config:*"), null, Set.of("*:*"), null);
        }

        @Test
        void does_not_outlive_it() {
            var scopes = Set.of("keys:manage");

            expectForbidden(scopes, END, scopes, END.plusMillis(1));
            expectForbidden(scopes, END, scopes, null);
        }

        private void expectIssued(
                Set<String> held,
                @Nullable Instant end,
                Set<String> asked,
                @Nullable Instant until) {
            issue(held, end, asked, until).expectSuccessfulHandlerExecution();
        }

        private void expectForbidden(
                Set<String> held,
                @Nullable Instant end,
                Set<String> asked,
                @Nullable Instant until) {
            issue(held, end, asked, until)
                    .expectNoEvents()
                    .expectException(
                            matches(failure ->
                                    failure instanceof Rejection rejection
                                            && rejection.code() == RejectionCode.FORBIDDEN));
        }

        private ResultValidator<ApiKey> issue(
                Set<String> held,
                @Nullable Instant end,
                Set<String> asked,
                @Nullable Instant until) {
            prepare();
            return as(
                    Actor.ofKey("key_of_the_caller", TENANT, new KeyRights(held, end)),
                    fixture.givenNoPriorActivity(),
                    new IssueApiKey(
                            ID,
                            TENANT,
                            "Another",
                            asked,
                            ApiKeyEnvironment.LIVE,
                            until,
                            "c0ffee",
                            "tm_live_abcd",
                            "wxyz"));
        }
    }

    @Test
    void is_revoked_by_any_key_that_manages_keys() {
        as(
                        Actor.ofKey(
                                "key_of_the_caller",
                                TENANT,
                                new KeyRights(Set.of("keys:manage"), null)),
                        fixture.given(ISSUED),
                        new RevokeApiKey(ID, TENANT, null))
                .expectEvents(new ApiKeyRevoked(ID, TENANT, null));

        assertThat(required)
                .containsExactly(new TenantLetsThrough(TENANT, TenantGate.TENANT_WRITE));
    }

    @Test
    void is_revoked_if_the_tenants_gate_lets_the_caller_through() {
        as(OPERATOR, fixture.given(ISSUED), new RevokeApiKey(ID, TENANT, "leaked"))
                .expectEvents(new ApiKeyRevoked(ID, TENANT, "leaked"))
                .expectResultMessageMatching(
                        matches(result ->
                                ((ApiKeyView) result.getPayload()).status()
                                        == ApiKeyStatus.REVOKED));

        assertThat(required)
                .containsExactly(new TenantLetsThrough(TENANT, TenantGate.OPERATOR_WRITE));
    }

    @Test
    void that_is_revoked_already_stays_so_without_another_event() {
        as(
                        OWNER,
                        fixture.given(ISSUED, new ApiKeyRevoked(ID, TENANT, null)),
                        new RevokeApiKey(ID, TENANT, "again"))
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void is_not_there_for_another_tenant() {
        as(OWNER, fixture.given(ISSUED), new RevokeApiKey(ID, OTHER_TENANT, null))
                .expectNoEvents()
                .expectException(
                        matches(failure ->
                                failure instanceof Rejection rejection
                                        && rejection.code() == RejectionCode.NOT_FOUND));
    }

    private static ResultValidator<ApiKey> as(
            Actor actor, TestExecutor<ApiKey> given, Object command) {
        return given.when(command, Map.of(Actor.METADATA_KEY, actor));
    }
}
