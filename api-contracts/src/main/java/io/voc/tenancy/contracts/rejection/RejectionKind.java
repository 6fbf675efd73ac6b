package io.voc.tenancy.contracts.rejection;

/**
 * The kinds of refusal, each with its HTTP status and its gRPC status: the one table for both
 * transports.
 */
public enum RejectionKind {
    INVALID(400, "INVALID_ARGUMENT"),
    UNAUTHENTICATED(401, "UNAUTHENTICATED"),
    FORBIDDEN(403, "PERMISSION_DENIED"),
    NOT_FOUND(404, "NOT_FOUND"),
    METHOD_NOT_ALLOWED(405, "UNIMPLEMENTED"),
    NOT_ACCEPTABLE(406, "INVALID_ARGUMENT"),
    STATE_CONFLICT(409, "FAILED_PRECONDITION"),
    ALREADY_EXISTS(409, "ALREADY_EXISTS"),
    PRECONDITION_FAILED(412, "ABORTED"),
    TOO_LARGE(413, "INVALID_ARGUMENT"),
    UNSUPPORTED_MEDIA_TYPE(415, "INVALID_ARGUMENT"),
    UNPROCESSABLE(422, "INVALID_ARGUMENT"),
    EXHAUSTED(429, "RESOURCE_EXHAUSTED"),
    INTERNAL(500, "INTERNAL"),
    UNAVAILABLE(503, "UNAVAILABLE");

    private final int httpStatus;
    private final String grpcStatus;

    RejectionKind(int httpStatus, String grpcStatus) {
        this.httpStatus = httpStatus;
        this.grpcStatus = grpcStatus;
    }

    /** The HTTP status code. */
    public int httpStatus() {
        return httpStatus;
    }

    /** The name of the gRPC status code. */
    public String grpcStatus() {
        return grpcStatus;
    }
}
