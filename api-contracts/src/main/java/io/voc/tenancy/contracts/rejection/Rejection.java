package io.voc.tenancy.contracts.rejection;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/** A request that is refused, with a stable code and a sentence for whoever sent it. */
public final class Rejection extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final RejectionCode code;
    private final transient List<FieldFault> faults;
    private final transient @Nullable QuotaState quota;

    public Rejection(RejectionCode code, String detail) {
        this(code, detail, List.of(), null);
    }

    private Rejection(
            RejectionCode code,
            String detail,
            List<FieldFault> faults,
            @Nullable QuotaState quota) {
        super(detail, null, false, false);
        this.code = code;
        this.faults = List.copyOf(faults);
        this.quota = quota;
    }

    /** A limit does not allow it, for now. */
    public static Rejection quotaExceeded(String detail, QuotaState quota) {
        return new Rejection(RejectionCode.QUOTA_EXCEEDED, detail, List.of(), quota);
    }

    /** The request's fields are wrong; {@code faults} holds all of them. */
    public static Rejection invalid(List<FieldFault> faults) {
        var detail =
                faults.size() == 1
                        ? faults.getFirst().detail()
                        : faults.size() + " fields are not valid";
        return new Rejection(RejectionCode.VALIDATION_FAILED, detail, faults, null);
    }

    /** One field is wrong. */
    public static Rejection invalid(String pointer, String detail) {
        return invalid(List.of(new FieldFault(pointer, detail)));
    }

    /** There is no such thing, or none that the caller may know of. */
    public static Rejection notFound(String thing, String id) {
        return new Rejection(RejectionCode.NOT_FOUND, "There is no " + thing + " " + id);
    }

    public RejectionCode code() {
        return code;
    }

    /** The sentence for whoever sent the request. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /** Every invalid field; empty when no field is to blame. */
    public List<FieldFault> faults() {
        return faults;
    }

    /** How it stands with the limit that does not allow it; empty when none is to blame. */
    public Optional<QuotaState> quota() {
        return Optional.ofNullable(quota);
    }
}
