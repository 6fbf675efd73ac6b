package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.ConfigurationLimit.form;
import static io.voc.tenancy.e2e.ConfigurationLimit.integer;
import static io.voc.tenancy.e2e.ConfigurationLimit.list;
import static io.voc.tenancy.e2e.ConfigurationLimit.text;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the fields of telephony may hold. */
final class TelephonyLimits {

    private static final String TELEPHONY = "/telephony/";

    private TelephonyLimits() {}

    static Stream<ConfigurationLimit> all() {
        return Stream.of(ofTelephony(), ofTrunks(), ofHours()).flatMap(limits -> limits);
    }

    private static Stream<ConfigurationLimit> ofTelephony() {
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

    private static Stream<ConfigurationLimit> ofTrunks() {
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

    private static Stream<ConfigurationLimit> ofHours() {
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
                list(hours + "weekly", 168, TelephonyLimits::interval),
                form(
                        hours + "holidays/0",
                        List.of("2028-02-29"),
                        List.of("2027-02-29", "25.12.2026")),
                list(
                        hours + "holidays",
                        1_000,
                        i -> java.time.LocalDate.of(2026, 1, 1).plusDays(i).toString()));
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
