package io.voc.tenancy.contracts.rejection;

import java.util.Locale;

/** The stable codes that clients may rely on. */
public enum RejectionCode {
    VALIDATION_FAILED(RejectionKind.INVALID, "The request is not valid"),
    UNAUTHENTICATED(RejectionKind.UNAUTHENTICATED, "Authentication is needed"),
    FORBIDDEN(RejectionKind.FORBIDDEN, "Not allowed"),
    TENANT_SUSPENDED(RejectionKind.FORBIDDEN, "The tenant is suspended"),
    NOT_FOUND(RejectionKind.NOT_FOUND, "Not found"),
    METHOD_NOT_ALLOWED(RejectionKind.METHOD_NOT_ALLOWED, "Method not allowed"),
    NOT_ACCEPTABLE(RejectionKind.NOT_ACCEPTABLE, "Not acceptable"),
    SLUG_TAKEN(RejectionKind.ALREADY_EXISTS, "The slug is taken"),
    TENANT_DELETED(RejectionKind.STATE_CONFLICT, "The tenant is deleted"),
    TENANT_NOT_ACTIVE(RejectionKind.STATE_CONFLICT, "The tenant is not active"),
    TENANT_PURGED(RejectionKind.STATE_CONFLICT, "The tenant is purged"),
    TENANT_NOT_DELETED(RejectionKind.STATE_CONFLICT, "The tenant is not deleted"),
    ONBOARDING_IN_PROGRESS(RejectionKind.STATE_CONFLICT, "The tenant is being onboarded"),
    ONBOARDING_OVER(RejectionKind.STATE_CONFLICT, "The onboarding is over"),
    STEP_NOT_EXTERNAL(RejectionKind.STATE_CONFLICT, "The step is not for others to do"),
    STEP_NOT_RUNNING(RejectionKind.STATE_CONFLICT, "The step is not running"),
    STEP_NOT_SKIPPABLE(RejectionKind.STATE_CONFLICT, "The step can't be skipped"),
    STEP_ATTEMPT_OVER(RejectionKind.STATE_CONFLICT, "The attempt is over"),
    IDEMPOTENCY_IN_FLIGHT(RejectionKind.STATE_CONFLICT, "The request is still running"),
    VERSION_CONFLICT(RejectionKind.PRECONDITION_FAILED, "The resource has changed"),
    PLAN_EXISTS(RejectionKind.ALREADY_EXISTS, "There is such a plan"),
    PLAN_IN_USE(RejectionKind.STATE_CONFLICT, "The plan is in use"),
    API_KEY_REVOKED(RejectionKind.STATE_CONFLICT, "The API key is revoked"),
    API_KEY_EXPIRED(RejectionKind.STATE_CONFLICT, "The API key has expired"),
    LIMIT_REACHED(RejectionKind.STATE_CONFLICT, "The limit is reached"),
    BODY_TOO_LARGE(RejectionKind.TOO_LARGE, "The body is too large"),
    CONFIGURATION_TOO_LARGE(RejectionKind.TOO_LARGE, "The configuration is too large"),
    UNSUPPORTED_MEDIA_TYPE(RejectionKind.UNSUPPORTED_MEDIA_TYPE, "Unsupported media type"),
    IDEMPOTENCY_KEY_REUSED(RejectionKind.UNPROCESSABLE, "The idempotency key was used before"),
    RATE_LIMITED(RejectionKind.EXHAUSTED, "Too many requests"),
    REQUEST_ID_REUSED(RejectionKind.UNPROCESSABLE, "The request id was used before"),
    RESERVATION_ENDED(RejectionKind.STATE_CONFLICT, "The reservation has ended"),
    QUOTA_EXCEEDED(RejectionKind.EXHAUSTED, "The quota is exceeded"),
    ANSWER_TOO_LARGE(RejectionKind.EXHAUSTED, "The answer is too large"),
    WATCHER_TOO_SLOW(RejectionKind.EXHAUSTED, "The watcher is too slow"),
    INTERNAL_ERROR(RejectionKind.INTERNAL, "Internal error"),
    PROJECTION_BEHIND(RejectionKind.UNAVAILABLE, "The view is behind"),
    OVERLOADED(RejectionKind.UNAVAILABLE, "Overloaded"),
    UNAVAILABLE(RejectionKind.UNAVAILABLE, "Unavailable");

    private final RejectionKind kind;
    private final String title;

    RejectionCode(RejectionKind kind, String title) {
        this.kind = kind;
        this.title = title;
    }

    /** The code as clients see it, such as {@code slug-taken}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What kind of refusal this is, and so its status on each transport. */
    public RejectionKind kind() {
        return kind;
    }

    /** A short summary that is the same each time. */
    public String title() {
        return title;
    }
}
