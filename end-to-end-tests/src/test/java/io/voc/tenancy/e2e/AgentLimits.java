package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.ConfigurationLimit.decimal;
import static io.voc.tenancy.e2e.ConfigurationLimit.form;
import static io.voc.tenancy.e2e.ConfigurationLimit.integer;
import static io.voc.tenancy.e2e.ConfigurationLimit.list;
import static io.voc.tenancy.e2e.ConfigurationLimit.text;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the fields of an agent may hold. */
final class AgentLimits {

    private static final String AGENT = "/aiAgents/0/";

    private AgentLimits() {}

    static Stream<ConfigurationLimit> all() {
        return Stream.of(ofAgents(), ofSpeech(), ofBehaviour()).flatMap(limits -> limits);
    }

    private static Stream<ConfigurationLimit> ofAgents() {
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

    private static Stream<ConfigurationLimit> ofSpeech() {
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

    private static Stream<ConfigurationLimit> ofBehaviour() {
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

    private static Map<String, Object> webhook(String url) {
        return Map.of("url", url, "secret", "another");
    }
}
