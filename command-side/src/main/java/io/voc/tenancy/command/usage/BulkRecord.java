package io.voc.tenancy.command.usage;

import io.voc.tenancy.command.usage.LedgerEntry.PastUse;
import io.voc.tenancy.command.usage.UnusableRecordException.Reason;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * What a record of bulk usage says: a CloudEvent in binary or in structured mode.
 *
 * @param id the event's
 * @param time the event's
 * @param data what was used
 */
record BulkRecord(String id, String time, JsonNode data) {

    private static final String STRUCTURED = "application/cloudevents+json";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * Reads a record.
     *
     * @throws UnusableRecordException when that is none
     */
    static BulkRecord of(ConsumerRecord<byte[], byte[]> message) {
        var value = tree(message.value());
        return header(message, "content-type").startsWith(STRUCTURED)
                ? new BulkRecord(text(value, "id"), text(value, "time"), value.path("data"))
                : new BulkRecord(header(message, "ce_id"), header(message, "ce_time"), value);
    }

    /**
     * The use that it tells of.
     *
     * @throws UnusableRecordException when something of it is missing or malformed
     */
    PastUse use() {
        var amount = data.path("amount");
        require(
                amount.isIntegralNumber()
                        && amount.canConvertToLong()
                        && amount.asLong() >= 1
                        && amount.asLong() <= LedgerEntry.MOST,
                "amount is no whole number from 1 to " + LedgerEntry.MOST);
        return new PastUse(
                text(data, "tenantId"), text(data, "metric"), amount.asLong(), requestId(), at());
    }

    /** The event's own id names the request unless the data do. */
    private String requestId() {
        var requestId = data.has("requestId") ? text(data, "requestId") : id;
        require(
                LedgerEntry.REQUEST_ID.matcher(requestId).matches(),
                "requestId, or else ce_id, is not made of 1 to 255 visible ASCII characters");
        return requestId;
    }

    private Instant at() {
        try {
            return OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeException _) {
            throw new UnusableRecordException(
                    Reason.INVALID, "ce_time, when it was used, is no time as of RFC 3339");
        }
    }

    private static JsonNode tree(byte @Nullable [] value) {
        try {
            var tree = value == null ? JSON.missingNode() : JSON.readTree(value);
            if (tree.isObject()) {
                return tree;
            }
        } catch (JacksonException _) { // its message tells what the record holds
        }
        throw new UnusableRecordException(Reason.UNREADABLE, "the value is no JSON object");
    }

    /** Empty when there is none, or another thing. */
    private static String text(JsonNode node, String field) {
        var value = node.path(field);
        return value.isString() ? value.asString() : "";
    }

    private static String header(ConsumerRecord<byte[], byte[]> message, String name) {
        var header = message.headers().lastHeader(name);
        return header == null || header.value() == null
                ? ""
                : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new UnusableRecordException(Reason.INVALID, otherwise);
        }
    }
}
