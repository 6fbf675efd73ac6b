package io.voc.tenancy.eventstore.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyChanged;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyIssued;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyRevoked;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyRotated;
import io.voc.tenancy.contracts.apikey.ApiKeyView;
import io.voc.tenancy.contracts.apikey.RateLimit;
import io.voc.tenancy.contracts.configuration.AiAgent;
import io.voc.tenancy.contracts.configuration.AiAgent.Model;
import io.voc.tenancy.contracts.configuration.AiAgent.Purpose;
import io.voc.tenancy.contracts.configuration.ConfigurationEvent.ConfigurationReplaced;
import io.voc.tenancy.contracts.configuration.Telephony;
import io.voc.tenancy.contracts.configuration.Telephony.Limits;
import io.voc.tenancy.contracts.configuration.Telephony.PhoneNumber;
import io.voc.tenancy.contracts.configuration.Telephony.Recording;
import io.voc.tenancy.contracts.configuration.Telephony.RecordingMode;
import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.event.EventCatalogue;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.CompensationStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingCompensated;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingCompleted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.ReplyRefused;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepCompensated;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepCompensationFailed;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepCompensationStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepFailed;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepSkipped;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepSucceeded;
import io.voc.tenancy.contracts.onboarding.StepKind;
import io.voc.tenancy.contracts.onboarding.Workflow;
import io.voc.tenancy.contracts.onboarding.WorkflowStep;
import io.voc.tenancy.contracts.plan.Enforcement;
import io.voc.tenancy.contracts.plan.GrantEvent.GrantAdded;
import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.contracts.plan.LimitPeriod;
import io.voc.tenancy.contracts.plan.PlanEvent.PlanCreated;
import io.voc.tenancy.contracts.plan.PlanEvent.PlanDeleted;
import io.voc.tenancy.contracts.plan.PlanEvent.PlanReplaced;
import io.voc.tenancy.contracts.plan.TenantLimitsEvent.TenantLimitsReplaced;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantActivated;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantDeleted;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPlanChanged;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantProfileReplaced;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPurged;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRegistered;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRestored;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantSuspended;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.contracts.usage.UsageEvent.UsageCorrected;
import io.voc.tenancy.contracts.usage.UsageEvent.UsageThresholdReached;
import io.voc.tenancy.eventstore.secrecy.DataKeys;
import io.voc.tenancy.eventstore.secrecy.MasterKeys;
import io.voc.tenancy.eventstore.secrecy.SealedText;

import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Events live for ever, so how each is stored is approved once and kept, decrypted: {@code
 * approved/<type>.r<revision>.json}.
 */
class ApprovedEventsTest {

    private static final String TENANT = "ten_01h455vb4pex5vsknk084sn02q";
    private static final String GRANT = "gra_01h455vb4pex5vsknk084sn02q";
    private static final String KEY = "key_01h455vb4pex5vsknk084sn02q";

    private static final String ONBOARDING = "onb_01h455vb4pex5vsknk084sn02q";
    private static final String STEP = "provision-telephony";
    private static final Instant SOON = Instant.parse("2030-01-01T00:00:00Z");

    private static final List<Limit> LIMITS =
            List.of(
                    new Limit(
                            "call-minutes",
                            1_000,
                            LimitPeriod.MONTH,
                            Enforcement.SOFT,
                            List.of(80, 100)),
                    new Limit("api-keys", 10, null, Enforcement.HARD, List.of()));

    private final DataKeys keys =
            new DataKeys(MasterKeys.parse("A".repeat(43)), _ -> Optional.empty());
    private final EventSerializer serializer = new EventSerializer(keys);
    private final JsonMapper json = JsonMapper.builder().build();

    static Stream<DomainEvent> events() {
        return Stream.of(
                new TenantRegistered(
                        TENANT,
                        "acme",
                        "Acme",
                        "ops@acme.example",
                        "eu-central",
                        "growth",
                        Map.of("crm", "4711"),
                        TenantStatus.ACTIVE),
                new TenantProfileReplaced(TENANT, "Acme Ltd", "new@acme.example", Map.of()),
                new TenantSuspended(TENANT, "unpaid"),
                new TenantActivated(TENANT, null),
                new TenantDeleted(TENANT, "left us", Instant.parse("2030-01-01T00:00:00Z")),
                new TenantPlanChanged(TENANT, "enterprise"),
                new PlanCreated("growth", "For companies that depend on it.", LIMITS),
                new PlanReplaced("growth", null, LIMITS),
                new PlanDeleted("growth"),
                new TenantLimitsReplaced(TENANT, LIMITS),
                new GrantAdded(
                        GRANT,
                        TENANT,
                        "call-minutes",
                        500,
                        50,
                        Instant.parse("2030-01-01T00:00:00Z"),
                        "We were down for a day"),
                new UsageThresholdReached(
                        TENANT,
                        "call-minutes",
                        "MONTH",
                        Instant.parse("2026-11-01T00:00:00Z"),
                        80,
                        1_000,
                        803,
                        "HARD"),
                new UsageCorrected(
                        "cor_01h455vb4pex5vsknk084sn02q",
                        TENANT,
                        "call-minutes",
                        -40,
                        Instant.parse("2026-11-22T10:00:00Z"),
                        "Counted twice"),
                new TenantRestored(TENANT, TenantStatus.SUSPENDED, "came back"),
                new TenantPurged(TENANT, "acme"),
                new ConfigurationReplaced(TENANT, 3, configuration()),
                new ApiKeyIssued(
                        KEY,
                        TENANT,
                        "Gateway",
                        Set.of("config:read"),
                        "LIVE",
                        Instant.parse("2030-01-01T00:00:00Z"),
                        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                        "tm_live_abcd",
                        "wxyz",
                        List.of("203.0.113.0/24"),
                        Map.of("team", "calls"),
                        new RateLimit(100, 60)),
                new ApiKeyChanged(
                        KEY,
                        TENANT,
                        "Voice gateway",
                        Set.of("config:*"),
                        Instant.parse("2031-01-01T00:00:00Z"),
                        List.of(),
                        Map.of("team", "voice"),
                        null),
                new ApiKeyRotated(
                        KEY,
                        TENANT,
                        "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
                        "tm_live_efgh",
                        "6789",
                        Instant.parse("2030-01-01T00:00:00Z"),
                        "planned"),
                new ApiKeyRevoked(KEY, TENANT, "leaked"),
                new OnboardingStarted(
                        ONBOARDING,
                        TENANT,
                        "acme",
                        "Acme",
                        "ops@acme.example",
                        "eu-central",
                        Map.of("crm", "4711"),
                        "growth",
                        configuration(),
                        KEY,
                        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                        "tm_live_abcd",
                        "wxyz",
                        new Workflow(
                                "with-voice",
                                2,
                                List.of(
                                        new WorkflowStep(
                                                STEP,
                                                StepKind.EXTERNAL,
                                                List.of("register-tenant"),
                                                900,
                                                3,
                                                10,
                                                300,
                                                3600,
                                                true,
                                                "release-telephony")))),
                new StepStarted(
                        ONBOARDING,
                        TENANT,
                        STEP,
                        1,
                        StepKind.EXTERNAL,
                        SOON,
                        "with-voice",
                        "acme",
                        "eu-central",
                        "growth",
                        "tried again"),
                new StepSucceeded(ONBOARDING, TENANT, STEP, 1, SOON, "two numbers"),
                new StepFailed(
                        ONBOARDING, TENANT, STEP, 1, SOON, "no-numbers-left", SOON, SOON, "none"),
                new StepSkipped(ONBOARDING, TENANT, STEP, 1, "by hand"),
                new OnboardingCompleted(ONBOARDING, TENANT),
                new CompensationStarted(ONBOARDING, TENANT, "no-numbers-left", STEP, "none"),
                new StepCompensationStarted(
                        ONBOARDING,
                        TENANT,
                        STEP,
                        2,
                        StepKind.EXTERNAL,
                        "release-telephony",
                        SOON,
                        "with-voice",
                        "acme",
                        "eu-central",
                        "growth"),
                new StepCompensated(ONBOARDING, TENANT, STEP, 2),
                new StepCompensationFailed(ONBOARDING, TENANT, STEP, 2, "timed-out", SOON),
                new OnboardingCompensated(ONBOARDING, TENANT, "acme"),
                new ReplyRefused(ONBOARDING, TENANT, STEP, "reply-1", "step-not-running"));
    }

    @ParameterizedTest
    @MethodSource("events")
    void an_event_is_written_as_approved_and_what_is_sensitive_encrypted(DomainEvent event)
            throws IOException {
        keys.issue(TENANT);

        var written = serializer.serialize(event, String.class);

        assertThat(written.getType().getName())
                .isEqualTo(EventCatalogue.typeOf(event.getClass()).name());
        assertThat(opened(event)).isEqualTo(json.readTree(approved(event)));
    }

    @ParameterizedTest
    @MethodSource("events")
    void what_was_approved_is_read_as_the_event(DomainEvent event) throws IOException {
        var type = EventCatalogue.typeOf(event.getClass());
        var stored =
                new SimpleSerializedObject<>(
                        approved(event),
                        String.class,
                        type.name(),
                        String.valueOf(type.revision()));

        Object read = serializer.deserialize(stored);

        assertThat(read).isEqualTo(event);
    }

    @Test
    void a_key_that_was_issued_before_there_were_ranges_and_metadata_has_none() {
        var stored =
                new SimpleSerializedObject<>(
                        """
                        {"keyId": "key_1", "tenantId": "ten_1", "name": "Gateway", "scopes": ["config:read"],
                         "environment": "LIVE", "digest": "9f86", "prefix": "tm_live_abcd", "last4": "wxyz"}
                        """,
                        String.class,
                        "api-key.issued",
                        "1");

        ApiKeyIssued read = serializer.deserialize(stored);

        var view = ApiKeyView.after(null, read, Instant.EPOCH);
        assertThat(view.allowedCidrs()).isEmpty();
        assertThat(view.metadata()).isEmpty();
        assertThat(view.rateLimit()).isNull();
    }

    @Test
    void every_field_of_a_configuration_is_written_as_approved() throws IOException {
        var type = EventCatalogue.typeOf(ConfigurationReplaced.class);
        var approved = approved("configuration.replaced.r1.complete.json");
        keys.issue(TENANT);

        ConfigurationReplaced read =
                serializer.deserialize(
                        new SimpleSerializedObject<>(
                                approved,
                                String.class,
                                type.name(),
                                String.valueOf(type.revision())));

        assertThat(opened(read)).isEqualTo(json.readTree(approved));
    }

    @Test
    void every_event_has_its_approved_form() {
        assertThat(events().map(Object::getClass))
                .containsExactlyInAnyOrderElementsOf(EventCatalogue.events().toList());
    }

    /** An event as it is written, its encrypted parts in clear. */
    private JsonNode opened(DomainEvent event) {
        var opened =
                (ObjectNode) json.readTree(serializer.serialize(event, String.class).getData());
        new SensitiveComponents(event.getClass(), json, new SealedText(keys)).open(opened);
        return opened;
    }

    private static String approved(DomainEvent event) throws IOException {
        var type = EventCatalogue.typeOf(event.getClass());
        return approved(type.name() + ".r" + type.revision() + ".json");
    }

    private static String approved(String file) throws IOException {
        try (var in =
                ApprovedEventsTest.class.getClassLoader().getResourceAsStream("approved/" + file)) {
            assertThat(in).as(file + " is missing").isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static TenantConfiguration configuration() {
        return new TenantConfiguration(
                List.of(
                        new AiAgent(
                                "reception",
                                "Reception",
                                Purpose.SUPPORT,
                                true,
                                "en-GB",
                                new Model("example", "fast-1", 0.3, 500),
                                "Be polite.",
                                "Hello!",
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null)),
                new Telephony(
                        Telephony.Provider.SIP,
                        null,
                        List.of(new PhoneNumber("+442071838750", "Main", "reception", null)),
                        null,
                        new Recording(RecordingMode.FROM_ANSWER, 30, "This call is recorded."),
                        null,
                        new Limits(10, 20_000),
                        List.of("GB"),
                        null));
    }
}
