package io.voc.tenancy.command.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.voc.tenancy.command.usage.LedgerEntry.PastUse;
import io.voc.tenancy.command.usage.UnusableRecordException.Reason;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

class BulkRecordTest {

    private static final String AT = "2026-11-23T06:14:28.349Z";
    private static final String DATA =
            """
            {"tenantId": "ten_1", "metric": "calls", "amount": 4, "requestId": "call-1", "more": [1]}\
            """;
    private static final PastUse USE =
            new PastUse("ten_1", "calls", 4, "call-1", Instant.parse(AT));

    @Test
    void is_a_cloud_event_in_binary_mode() {
        assertThat(read(DATA, Map.of("ce_time", "2026-11-23T07:14:28.349+01:00"))).isEqualTo(USE);
    }

    @Test
    void is_a_cloud_event_in_structured_mode() {
        var event =
                """
                {"specversion": "1.0", "id": "event-1", "time": "%s", "data": %s}\
                """
                        .formatted(AT, DATA);

        assertThat(
                        read(
                                event,
                                Map.of(
                                        "content-type",
                                        "application/cloudevents+json; charset=UTF-8")))
                .isEqualTo(USE);
    }

    @Test
    void is_named_by_the_event_unless_it_names_the_request() {
        var data =
                """
                {"tenantId": "ten_1", "metric": "calls", "amount": 4}\
                """;

        assertThat(read(data, Map.of("ce_time", AT, "ce_id", "call-1"))).isEqualTo(USE);
        assertThat(refusal(data, Map.of("ce_time", AT))).isEqualTo(Reason.INVALID);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "garbage", "{", "[1]", "null", "4", "{\"amount\": 4} more"})
    void is_an_object(@Nullable String value) {
        assertThat(refusal(value, Map.of("ce_time", AT))).isEqualTo(Reason.UNREADABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "4, 0",
        "4, -1",
        "4, 1000000001",
        "4, 99999999999999999999",
        "4, 4.5",
        "4, \"4\"",
        "4, null",
        "call-1, ",
        "call-1, a b",
        "call-1, \u00e4"
    })
    void is_refused_with_something_malformed(String part, @Nullable String instead) {
        assertThat(
                        refusal(
                                DATA.replace(part, instead == null ? "" : instead),
                                Map.of("ce_time", AT)))
                .isEqualTo(Reason.INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-11-23", "2026-02-30T00:00:00Z"})
    void is_refused_without_the_time(String time) {
        assertThat(refusal(DATA, Map.of("ce_time", time))).isEqualTo(Reason.INVALID);
    }

    private static Reason refusal(@Nullable String value, Map<String, String> headers) {
        return assertThatExceptionOfType(UnusableRecordException.class)
                .isThrownBy(() -> read(value, headers))
                .actual()
                .reason();
    }

    private static PastUse read(@Nullable String value, Map<String, String> headers) {
        var bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        var message = new ConsumerRecord<byte[], byte[]>("usage", 0, 0, null, bytes);
        headers.forEach(
                (name, text) -> message.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return BulkRecord.of(message).use();
    }
}
