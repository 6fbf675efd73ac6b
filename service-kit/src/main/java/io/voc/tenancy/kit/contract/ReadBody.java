package io.voc.tenancy.kit.contract;

import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

import tools.jackson.databind.JsonNode;

import java.util.Optional;

/**
 * The body of the request being handled, as it was sent and as it was understood, once it is known
 * to be as the contract says.
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as they are; nobody compares these records
public record ReadBody(byte[] bytes, JsonNode json) {

    private static final String ATTRIBUTE = ReadBody.class.getName();

    /** The body that was read in the current request; empty when it has none. */
    public static Optional<ReadBody> current() {
        return Optional.ofNullable(
                (ReadBody)
                        RequestContextHolder.currentRequestAttributes()
                                .getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST));
    }

    void keep() {
        RequestContextHolder.currentRequestAttributes()
                .setAttribute(ATTRIBUTE, this, RequestAttributes.SCOPE_REQUEST);
    }
}
