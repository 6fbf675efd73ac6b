package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every limit of a configuration: what meets it is accepted, what passes it by one is refused. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfigurationLimitsE2E {

    private static final String AGENT = "/aiAgents/0/";
    private static final String TELEPHONY = "/telephony/";

    private final Api api = Standalone.shared().api();
    private final String tenantId = api.registeredTenant();
    private final String path = "/api/v1/tenants/" + tenantId + "/config";

    /**
     * A field, values that it may have and values that it may not.
     *
     * @param pointers of the fault of each value that it may not have
     */
    record Limit(String field, List<?> accepted, List<?> refused, List<String> pointers) {

        @Override
        public String toString() {
            return field;
        }
    }

    @BeforeAll
    void may_have_as_much_as_a_document_holds() {
        var limits =
                List.of(
                        Map.of("metric", "ai-agents", "amount", 50, "enforcement", "HARD"),
                        Map.of("metric", "phone-numbers", "amount", 1000, "enforcement", "HARD"));
        var plan = Api.anySlug();
        api.post("/api/v1/plans", Map.of("name", plan, "limits", limits));
        api.put("/api/v1/tenants/" + tenantId + "/plan", Map.of("plan", plan));
    }

    static Stream<Limit> limits() {
        return Stream.of(
                        ofAgents(), ofSpeech(), ofBehaviour(), ofTelephony(), ofTrunks(), ofHours())
                .flatMap(limits -> limits);
    }

    private static Stream<Limit> ofAgents() {
        return Stream.of(
                list(
                        "/aiAgents",
                        50,
                        i -> SampleConfiguration.agent(i == 0 ? "reception" : "a" + i)),
                form(AGENT + "id", List.of("reception"), List.of("", "A", "a b", "x".repeat(65))),
                text(AGENT + "name", 1, 200),
                form(AGENT + "name", List.of("x"), List.of(" ")),
                form(
                        AGENT + "purpose",
                        List.of("SURVEY", "ROUTING", "ANALYSIS"),
                        List.of("survey")),
                form(AGENT + "enabled", List.of(true), List.of("true")),
                form(
                        AGENT + "language",
                        List.of("de", "pt-BR", "zh-Hant-TW", "es-419", "fil", "sl-rozaj"),
                        List.of("english please", "xx", "en-XX", "en_GB", "")),
                text(AGENT + "model/provider", 1, 64),
                text(AGENT + "model/name", 1, 128),
                decimal(AGENT + "model/temperature", "0", "2"),
                integer(AGENT + "model/maxOutputTokens", 1, 1_000_000),
                text(AGENT + "instructions", 0, 32_000),
                text(AGENT + "greeting", 0, 2_000));
    }

    private static Stream<Limit> ofSpeech() {
        return Stream.of(
                text(AGENT + "voice/provider", 1, 64),
                text(AGENT + "voice/voiceId", 1, 128),
                decimal(AGENT + "voice/speed", "0.5", "2"),
                decimal(AGENT + "voice/volume", "0", "2"),
                list(AGENT + "voice/fallbackVoiceIds", 10, i -> "voice" + i),
                form(
                        AGENT + "voice/fallbackVoiceIds",
                        List.of(List.of()),
                        List.of(List.of("a", "a"))),
                text(AGENT + "voice/fallbackVoiceIds/0", 1, 128),
                text(AGENT + "speechToText/provider", 1, 64),
                form(AGENT + "speechToText/mode", List.of("FAST"), List.of("SLOW")),
                list(AGENT + "speechToText/boostedKeywords", 100, i -> "word" + i),
                text(AGENT + "speechToText/boostedKeywords/0", 1, 100),
                decimal(AGENT + "turnTaking/responsiveness", "0", "1"),
                decimal(AGENT + "turnTaking/interruptionSensitivity", "0", "1"),
                integer(AGENT + "turnTaking/endCallAfterSilenceMs", 10_000, 7_200_000),
                integer(AGENT + "turnTaking/maxCallDurationMs", 60_000, 7_200_000));
    }

    private static Stream<Limit> ofBehaviour() {
        return Stream.of(
                text(AGENT + "voicemail/message", 1, 2_000),
                form(AGENT + "voicemail/action", List.of("LEAVE_MESSAGE"), List.of("SING")),
                list(AGENT + "analysis/fields", 50, i -> Map.of("name", "f" + i, "type", "TEXT")),
                form(
                        AGENT + "analysis/fields/1/name",
                        List.of("a_B-1", "x".repeat(64)),
                        List.of("1a", "", "x".repeat(65))),
                form(AGENT + "analysis/fields/1/type", List.of("TEXT", "BOOLEAN"), List.of("DATE")),
                text(AGENT + "analysis/fields/0/description", 0, 1_000),
                list(AGENT + "analysis/fields/0/choices", 50, i -> "choice" + i),
                text(AGENT + "analysis/fields/0/choices/0", 1, 100),
                form(
                        AGENT + "privacy/storage",
                        List.of("EVERYTHING", "METADATA_ONLY"),
                        List.of("NOTHING")),
                list(AGENT + "privacy/redact", 50, i -> "CATEGORY_" + i),
                form(
                        AGENT + "privacy/redact/0",
                        List.of("NAME"),
                        List.of("", "a b", "x".repeat(65))),
                form(
                        AGENT + "webhook",
                        List.of(
                                webhook("https://a.example"),
                                webhook("https://a:8443/b?c=d"),
                                webhook("https://a/" + "x".repeat(2038))),
                        List.of(
                                webhook("http://a.example"),
                                webhook("https://user:pw@a.example"),
                                webhook("https://a.example/#b"),
                                webhook("https://"),
                                webhook("https://a/" + "x".repeat(2039))),
                        AGENT + "webhook/url"),
                integer(AGENT + "webhook/timeoutMs", 100, 60_000),
                text(AGENT + "webhook/secret", 1, 512));
    }

    private static Stream<Limit> ofTelephony() {
        return Stream.of(
                list(
                        TELEPHONY + "numbers",
                        1_000,
                        i -> Map.of("number", "+4420718" + (10_000 + i))),
                form(
                        TELEPHONY + "numbers/0/number",
                        List.of("+1234567", "+123456789012345"),
                        List.of("+123456", "+1234567890123456", "+0123456789", "442071838750")),
                text(TELEPHONY + "numbers/0/label", 0, 200),
                form(
                        TELEPHONY + "recording/mode",
                        List.of("NEVER", "FROM_RINGING"),
                        List.of("ALWAYS")),
                integer(TELEPHONY + "recording/retentionDays", 0, 3_650),
                text(TELEPHONY + "recording/announcement", 0, 2_000),
                integer(TELEPHONY + "limits/maxConcurrentCalls", 1, 100_000),
                integer(TELEPHONY + "limits/ringTimeoutMs", 5_000, 90_000),
                form(
                        TELEPHONY + "allowedCountries/0",
                        List.of("FR", "US"),
                        List.of("XX", "gb", "GBR", "UK")),
                form(
                        TELEPHONY + "allowedCountries",
                        List.of(List.of(), List.of("GB")),
                        List.of(List.of("GB", "GB"))),
                form(TELEPHONY + "fallback/number", List.of("+1234567"), List.of("1234567")),
                form(
                        TELEPHONY + "fallback",
                        List.of(Map.of("voicemail", Map.of()), voicemail(2_000)),
                        List.of(voicemail(2_001)),
                        TELEPHONY + "fallback/voicemail/greeting"));
    }

    private static Stream<Limit> ofTrunks() {
        return Stream.of(
                form(
                        TELEPHONY + "sipTrunk",
                        List.of(
                                trunk("sip"),
                                trunk("192.0.2.1"),
                                trunk("2001:db8::1"),
                                trunk(("x".repeat(62) + ".").repeat(4) + "y")),
                        List.of(
                                trunk(""),
                                trunk("a b"),
                                trunk("-a"),
                                trunk("256.1.1.1"),
                                trunk("sip:a"),
                                trunk("x".repeat(64))),
                        TELEPHONY + "sipTrunk/host"),
                form(TELEPHONY + "sipTrunk/transport", List.of("UDP", "TCP"), List.of("SCTP")),
                form(
                        TELEPHONY + "sipTrunk/mediaEncryption",
                        List.of("DISABLED", "OPTIONAL"),
                        List.of("MAYBE")),
                list(TELEPHONY + "sipTrunk/allowedCidrs", 100, i -> "203.0.113." + i + "/32"),
                form(
                        TELEPHONY + "sipTrunk/allowedCidrs/0",
                        List.of("0.0.0.0/0", "10.1.2.3/32", "::/0", "2001:db8::1/128"),
                        List.of(
                                "10.0.0.0",
                                "10.0.0.0/33",
                                "10.0.0/8",
                                "::/129",
                                "x/8",
                                "10.0.0.0/08")),
                form(
                        TELEPHONY + "sipTrunk/codecs",
                        List.of(List.of("OPUS", "G722", "PCMU", "PCMA", "G729")),
                        List.of(List.of("OPUS", "OPUS"))),
                form(TELEPHONY + "sipTrunk/codecs/0", List.of("G729"), List.of("MP3")),
                text(TELEPHONY + "sipTrunk/password", 1, 512),
                text(TELEPHONY + "credentials/token", 1, 512));
    }

    private static Stream<Limit> ofHours() {
        var hours = TELEPHONY + "businessHours/";
        return Stream.of(
                form(
                        hours + "timezone",
                        List.of("UTC", "America/New_York"),
                        List.of("Mars/Base", "CEST", "")),
                form(hours + "weekly/0/day", List.of("SUNDAY"), List.of("SOMEDAY")),
                form(
                        hours + "weekly/0/from",
                        List.of("00:00", "12:29"),
                        List.of("24:00", "9:00", "12:60")),
                form(
                        hours + "weekly/1/to",
                        List.of("12:31", "23:59", "24:00"),
                        List.of("24:01", "25:00")),
                list(hours + "weekly", 168, ConfigurationLimitsE2E::interval),
                form(
                        hours + "holidays/0",
                        List.of("2028-02-29"),
                        List.of("2027-02-29", "25.12.2026")),
                list(
                        hours + "holidays",
                        1_000,
                        i -> java.time.LocalDate.of(2026, 1, 1).plusDays(i).toString()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("limits")
    void is_exact(Limit limit) {
        for (var value : limit.accepted()) {
            var answer = put(limit, value);
            assertThat(answer.status()).as("%.100s: %s", value, answer.body()).isEqualTo(200);
        }
        for (var value : limit.refused()) {
            var answer = put(limit, value);
            assertThat(answer.status()).as("%.100s", value).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("validation-failed");
            assertThat(answer.pointers()).isNotEmpty().allMatch(limit.pointers()::contains);
        }
    }

    private Api.Answer put(Limit limit, Object value) {
        return api.put(path, SampleConfiguration.with(document(limit), limit.field(), value));
    }

    /** One in which nothing depends on the field. */
    private static JsonNode document(Limit limit) {
        var complete = SampleConfiguration.complete();
        return limit.field().contains("numbers") || limit.field().endsWith("/0/id")
                ? SampleConfiguration.without(
                        SampleConfiguration.without(
                                complete, TELEPHONY + "numbers/0/inboundAgentId"),
                        TELEPHONY + "numbers/0/outboundAgentId")
                : complete;
    }

    private static Limit form(String field, List<?> accepted, List<?> refused) {
        return form(field, accepted, refused, field);
    }

    private static Limit form(String field, List<?> accepted, List<?> refused, String pointer) {
        return new Limit(field, accepted, refused, List.of(pointer));
    }

    private static Limit text(String field, int shortest, int longest) {
        return form(
                field,
                List.of("x".repeat(shortest), "x".repeat(longest), "€".repeat(longest)),
                shortest == 0
                        ? List.of("x".repeat(longest + 1))
                        : List.of("x".repeat(shortest - 1), "x".repeat(longest + 1)));
    }

    private static Limit integer(String field, int smallest, int greatest) {
        return form(field, List.of(smallest, greatest), List.of(smallest - 1, greatest + 1, 0.5));
    }

    private static Limit decimal(String field, String smallest, String greatest) {
        var step = new BigDecimal("0.001");
        var from = new BigDecimal(smallest);
        var to = new BigDecimal(greatest);
        return form(field, List.of(from, to), List.of(from.subtract(step), to.add(step)));
    }

    private static Limit list(String field, int most, IntFunction<Object> element) {
        return form(field, List.of(elements(most, element)), List.of(elements(most + 1, element)));
    }

    private static List<Object> elements(int count, IntFunction<Object> element) {
        return IntStream.range(0, count).mapToObj(element).toList();
    }

    private static Map<String, Object> webhook(String url) {
        return Map.of("url", url, "secret", "another");
    }

    private static Map<String, Object> trunk(String host) {
        return Map.of("host", host, "username", "u", "password", "another");
    }

    private static Map<String, Object> voicemail(int greeting) {
        return Map.of("voicemail", Map.of("greeting", "x".repeat(greeting)));
    }

    /** 24 on each day. */
    private static Map<String, Object> interval(int i) {
        var days =
                List.of(
                        "MONDAY",
                        "TUESDAY",
                        "WEDNESDAY",
                        "THURSDAY",
                        "FRIDAY",
                        "SATURDAY",
                        "SUNDAY");
        var hour = i / 7 % 24;
        return Map.of(
                "day", days.get(i % 7),
                "from", "%02d:00".formatted(hour),
                "to", "%02d:30".formatted(hour));
    }
}
