package io.voc.tenancy.kit.contract;

import io.voc.tenancy.contracts.rejection.FieldFault;
import io.voc.tenancy.contracts.rejection.Rejection;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.util.List;

/**
 * Holds every body against the OpenAPI schema that has its type's name, before it becomes that
 * type.
 */
@RestControllerAdvice
class ContractBodyAdvice extends RequestBodyAdviceAdapter {

    private final ApiContract contract;
    private final BodyFaults faults;
    private final JsonMapper json =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    ContractBodyAdvice(ApiContract contract, BodyFaults faults) {
        this.contract = contract;
        this.faults = faults;
    }

    @Override
    public boolean supports(
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converter) {
        return type == MergePatch.class
                || (type instanceof Class<?> body && contract.describes(body.getSimpleName()));
    }

    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage message,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converter)
            throws IOException {
        var bytes = message.getBody().readAllBytes();
        var body = new ReadBody(bytes, parse(bytes));
        var found = faultsOf(body.json(), type);
        if (!found.isEmpty()) {
            throw Rejection.invalid(found);
        }
        body.keep();
        return new Reread(message.getHeaders(), new ByteArrayInputStream(bytes));
    }

    /** What a patch makes of its target is held against the schema once it is applied. */
    private List<FieldFault> faultsOf(JsonNode body, Type type) {
        return type == MergePatch.class
                ? UnstorableText.in(body)
                : faults.of(((Class<?>) type).getSimpleName(), body);
    }

    private JsonNode parse(byte[] bytes) {
        try {
            var body = json.readTree(bytes);
            if (!body.isMissingNode()) {
                return body;
            }
        } catch (JacksonException e) {
            throw Rejection.invalid("", "The body is no JSON" + place(e));
        }
        throw Rejection.invalid("", "The body is empty");
    }

    private static String place(JacksonException failure) {
        var at = failure.getLocation();
        return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private record Reread(HttpHeaders headers, InputStream bytes) implements HttpInputMessage {

        @Override
        public InputStream getBody() {
            return bytes;
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }
    }
}
