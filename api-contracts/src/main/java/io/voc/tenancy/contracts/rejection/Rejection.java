package io.voc.tenancy.contracts.rejection;

import java.util.List;

/** A request that is refused, with a stable code and a sentence for whoever sent it. */
public final class Rejection extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final RejectionCode code;
    private final transient List<FieldFault> faults;

    public Rejection(RejectionCode code, String detail) {
        this(code, detail, List.of());
    }

    private Rejection(RejectionCode code, String detail, List<FieldFault> faults) {
        super(detail, null, false, false);
        this.code = code;
        this.faults = List.copyOf(faults);
    }

    /** The request's fields are wrong; {@code faults} holds all of them. */
    public static Rejection invalid(List<FieldFault> faults) {
        var detail =
                faults.size() == 1
                        ? faults.getFirst().detail()
                        : faults.size() + " fields are not valid";
        return new Rejection(RejectionCode.VALIDATION_FAILED, detail, faults);
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
}
