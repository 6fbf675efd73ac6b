package io.voc.tenancy.kit.problem;

import io.voc.tenancy.contracts.rejection.FieldFault;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.kit.correlation.Correlation;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** A refusal as RFC 9457 problem details. */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        String traceId,
        @Nullable List<FieldFault> errors) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /** When another try may meet what is unavailable now. */
    static final String RETRY_AFTER_SECONDS = "1";

    /** The problem for a rejection, with the current request's correlation id. */
    public static Problem of(Rejection rejection) {
        var code = rejection.code();
        return new Problem(
                "urn:tenant-manager:problem:" + code.code(),
                code.title(),
                code.kind().httpStatus(),
                rejection.detail(),
                code.code(),
                Correlation.correlationId(),
                rejection.faults().isEmpty() ? null : rejection.faults());
    }
}
