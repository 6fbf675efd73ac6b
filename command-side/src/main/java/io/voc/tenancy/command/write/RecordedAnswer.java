package io.voc.tenancy.command.write;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

import tools.jackson.databind.json.JsonMapper;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer as it goes to the caller, and again when the request is repeated.
 *
 * @param headers those of the answer alone, none of its request
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as they are; nobody compares these records
record RecordedAnswer(int status, Map<String, String> headers, byte[] body) {

    private static final String CONSISTENCY_TOKEN = "Consistency-Token";
    private static final String REPLAYED = "Idempotency-Replayed";

    /** The answer that a controller made. */
    static RecordedAnswer of(ResponseEntity<?> answer, MediaType type, JsonMapper json) {
        var headers = new LinkedHashMap<>(answer.getHeaders().toSingleValueMap());
        headers.put(HttpHeaders.CONTENT_TYPE, type.toString());
        return new RecordedAnswer(
                answer.getStatusCode().value(), headers, json.writeValueAsBytes(answer.getBody()));
    }

    RecordedAnswer with(byte[] otherBody) {
        return new RecordedAnswer(status, headers, otherBody);
    }

    /** The answer to a refused request. */
    ResponseEntity<byte[]> response() {
        return builder().body(body);
    }

    /** The answer to a request that got the log to the position. */
    ResponseEntity<byte[]> response(long position) {
        return builder().header(CONSISTENCY_TOKEN, String.valueOf(position)).body(body);
    }

    /** The answer to the same request again. */
    ResponseEntity<byte[]> replay(long position) {
        var again = builder().header(REPLAYED, "true");
        return (status < 400 ? again.header(CONSISTENCY_TOKEN, String.valueOf(position)) : again)
                .body(body);
    }

    private ResponseEntity.BodyBuilder builder() {
        var answer = ResponseEntity.status(status);
        headers.forEach(answer::header);
        return answer;
    }
}
