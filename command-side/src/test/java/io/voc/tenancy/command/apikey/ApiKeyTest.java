package io.voc.tenancy.command.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.axonframework.test.matchers.Matchers.matches;

import io.voc.tenancy.contracts.apikey.ApiKeyCommand.ChangeApiKey;
import io.voc.tenancy.contracts.apikey.ApiKeyCommand.IssueApiKey;
import io.voc.tenancy.contracts.apikey.ApiKeyCommand.RevokeApiKey;
import io.voc.tenancy.contracts.apikey.ApiKeyCommand.RotateApiKey;
import io.voc.tenancy.contracts.apikey.ApiKeyEnvironment;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyChanged;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyIssued;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyRevoked;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyRotated;
import io.voc.tenancy.contracts.apikey.ApiKeySettings;
import io.voc.tenancy.contracts.apikey.ApiKeyStatus;
import io.voc.tenancy.contracts.apikey.ApiKeyView;
import io.voc.tenancy.contracts.apikey.RateLimit;
import io.voc.tenancy.contracts.apikey.StoredSecret;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

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
                    "wxyz",
                    List.of(),
                    Map.of(),
                    null);

    private static final StoredSecret SECRET = new StoredSecret("c0ffee", "tm_live_abcd", "wxyz");
    private static final StoredSecret OTHER_SECRET =
            new StoredSecret("decaf", "tm_live_efgh", "6789");
    private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");

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
                                settings(Set.of("config:read"), null),
                                ApiKeyEnvironment.LIVE,
                                SECRET))
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
                            ID, TENANT, settings(asked, until), ApiKeyEnvironment.LIVE, SECRET));
        }
    }

    /** What a key may do to another, by what each may. */
    @ParameterizedTest(name = "{0}, until {1}, from {2} to {3}, until {4}, from {5}: {6}")
    @CsvSource(
            nullValues = "-",
            value = {
                "keys:manage config:*, -, '', config:read, -, '', true",
                "keys:manage config:*, -, '', config:*, 2030-01-01T00:00:00Z, 10.0.0.0/8, true",
                "*:*, -, '', *:* usage:*, -, '', true",
                "keys:manage, -, '', config:read, -, '', false",
                "keys:manage config:read, -, '', config:read config:write, -, '', false",
                "keys:manage config:*, -, '', *:*, -, '', false",
                "keys:manage config:*, 2030-01-01T00:00:00Z, '', config:*, 2030-01-01T00:00:00Z, '', true",
                "keys:manage config:*, 2030-01-01T00:00:00Z, '', config:*, 2030-01-01T00:00:00.001Z, '', false",
                "keys:manage config:*, 2030-01-01T00:00:00Z, '', config:*, -, '', false",
                "keys:manage config:*, -, 10.0.0.0/8, config:*, -, 10.1.0.0/16, true",
                "keys:manage config:*, -, 10.0.0.0/8, config:*, -, 10.1.0.0/16 11.0.0.0/8, false",
                "keys:manage config:*, -, 10.0.0.0/8, config:*, -, '', false",
            })
    void is_within_the_rights_of_the_key_that_makes_or_changes_it(
            String own,
            @Nullable Instant ownEnd,
            String ownCidrs,
            String scopes,
            @Nullable Instant end,
            String cidrs,
            boolean isAllowed) {
        var caller =
                Actor.ofKey(
                        "key_of_the_caller",
                        TENANT,
                        new KeyRights(Set.copyOf(words(own)), ownEnd, words(ownCidrs)));
        var that = ApiKeySettings.of("Gateway", words(scopes), end, words(cidrs), Map.of(), null);
        var smallest =
                ApiKeySettings.of(
                        "Small", Set.of("keys:manage"), ownEnd, words(ownCidrs), Map.of(), null);
        var commands =
                Map.of(
                        "make", new IssueApiKey(ID, TENANT, that, ApiKeyEnvironment.LIVE, SECRET),
                        "widen", new ChangeApiKey(ID, TENANT, that, NOW),
                        "narrow", new ChangeApiKey(ID, TENANT, smallest, NOW),
                        "rotate", rotation(Duration.ZERO));
        commands.forEach((what, command) -> {
            prepare();
            var before =
                    switch (what) {
                        case "make" -> fixture.givenNoPriorActivity();
                        case "widen" -> fixture.given(issued(smallest));
                        default -> fixture.given(issued(that));
                    };
            var validator = as(caller, before, command);
            if (isAllowed) {
                validator.expectSuccessfulHandlerExecution();
            } else {
                expectRefused(validator, RejectionCode.FORBIDDEN);
            }
        });
    }

    @Nested
    class Changed {

        private final ApiKeySettings wanted =
                ApiKeySettings.of(
                        "Voice gateway",
                        Set.of("config:*"),
                        NOW.plusSeconds(60),
                        List.of("10.0.0.0/8"),
                        Map.of("team", "voice"),
                        new RateLimit(10, 60));

        @Test
        void has_the_other_settings_if_the_gate_lets_the_caller_through() {
            as(OWNER, fixture.given(ISSUED), new ChangeApiKey(ID, TENANT, wanted, NOW))
                    .expectEvents(changed());

            assertThat(required)
                    .containsExactly(new TenantLetsThrough(TENANT, TenantGate.TENANT_WRITE));
        }

        @Test
        void to_what_it_is_stays_so_without_an_event_even_when_it_is_over() {
            as(
                            OWNER,
                            fixture.given(ISSUED, changed(), new ApiKeyRevoked(ID, TENANT, null)),
                            new ChangeApiKey(ID, TENANT, wanted, NOW.plusSeconds(3_600)))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void may_keep_an_end_that_is_past_but_not_get_one() {
            var late = NOW.plusSeconds(3_600);
            var renamed =
                    ApiKeySettings.of(
                            "Old", wanted.scopes(), wanted.expiresAt(), List.of(), Map.of(), null);

            as(OWNER, fixture.given(ISSUED, changed()), new ChangeApiKey(ID, TENANT, renamed, late))
                    .expectSuccessfulHandlerExecution();
            prepare();
            expectRefused(
                    as(OWNER, fixture.given(ISSUED), new ChangeApiKey(ID, TENANT, renamed, late)),
                    RejectionCode.VALIDATION_FAILED);
        }

        @Test
        void is_no_key_that_is_revoked() {
            expectRefused(
                    as(
                            OWNER,
                            fixture.given(ISSUED, new ApiKeyRevoked(ID, TENANT, null)),
                            new ChangeApiKey(ID, TENANT, wanted, NOW)),
                    RejectionCode.API_KEY_REVOKED);
        }

        private ApiKeyChanged changed() {
            return new ApiKeyChanged(
                    ID,
                    TENANT,
                    wanted.name(),
                    wanted.scopes(),
                    wanted.expiresAt(),
                    wanted.allowedCidrs(),
                    wanted.metadata(),
                    wanted.rateLimit());
        }
    }

    @Nested
    class Rotated {

        @ParameterizedTest
        @CsvSource(
                nullValues = "-",
                value = {
                    "PT0S, -, -",
                    "PT1S, -, 2026-01-01T10:00:01Z",
                    "P7D, -, 2026-01-08T10:00:00Z",
                    "PT599S, 2026-01-01T10:10:00Z, 2026-01-01T10:09:59Z",
                    "P7D, 2026-01-01T10:10:00Z, 2026-01-01T10:10:00Z",
                })
        void has_another_secret_and_the_old_one_its_time_within_the_keys(
                Duration overlap, @Nullable Instant end, @Nullable Instant previousValidUntil) {
            as(
                            OWNER,
                            fixture.given(issued(settings(Set.of("config:read"), end))),
                            rotation(overlap))
                    .expectEvents(
                            new ApiKeyRotated(
                                    ID,
                                    TENANT,
                                    "decaf",
                                    "tm_live_efgh",
                                    "6789",
                                    previousValidUntil,
                                    "planned"));

            assertThat(required)
                    .containsExactly(new TenantLetsThrough(TENANT, TenantGate.TENANT_WRITE));
        }

        @Test
        void is_no_key_that_is_revoked_or_has_expired() {
            expectRefused(
                    as(
                            OWNER,
                            fixture.given(ISSUED, new ApiKeyRevoked(ID, TENANT, null)),
                            rotation(Duration.ZERO)),
                    RejectionCode.API_KEY_REVOKED);
            prepare();
            expectRefused(
                    as(
                            OWNER,
                            fixture.given(issued(settings(Set.of("config:read"), NOW))),
                            rotation(Duration.ZERO)),
                    RejectionCode.API_KEY_EXPIRED);
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

    private static void expectRefused(ResultValidator<ApiKey> validator, RejectionCode code) {
        validator
                .expectNoEvents()
                .expectException(
                        matches(failure ->
                                failure instanceof Rejection rejection
                                        && rejection.code() == code));
    }

    private static ApiKeySettings settings(Set<String> scopes, @Nullable Instant end) {
        return ApiKeySettings.of("Gateway", scopes, end, List.of(), Map.of(), null);
    }

    private static ApiKeyIssued issued(ApiKeySettings settings) {
        return new ApiKeyIssued(
                ID,
                TENANT,
                settings.name(),
                settings.scopes(),
                "LIVE",
                settings.expiresAt(),
                SECRET.digest(),
                SECRET.prefix(),
                SECRET.last4(),
                settings.allowedCidrs(),
                settings.metadata(),
                null);
    }

    private static RotateApiKey rotation(Duration overlap) {
        return new RotateApiKey(
                ID,
                TENANT,
                Map.of(ApiKeyEnvironment.LIVE, OTHER_SECRET, ApiKeyEnvironment.TEST, SECRET),
                overlap,
                NOW,
                "planned");
    }

    private static List<String> words(String text) {
        return Stream.of(text.split(" ")).filter(word -> !word.isEmpty()).toList();
    }
}
