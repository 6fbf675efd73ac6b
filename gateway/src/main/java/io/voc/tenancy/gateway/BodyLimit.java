package io.voc.tenancy.gateway;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;

import java.util.regex.Pattern;

/** How large a body may be, and what is said of a larger one. */
enum BodyLimit {
    CONFIGURATION(4, RejectionCode.CONFIGURATION_TOO_LARGE),
    ANYTHING_ELSE(1, RejectionCode.BODY_TOO_LARGE);

    private static final long MIB = 1024 * 1024L;
    private static final Pattern CONFIGURATION_PATH =
            Pattern.compile("/api/v1/tenants/[^/]+/config");

    private final int mebibytes;
    private final RejectionCode code;

    BodyLimit(int mebibytes, RejectionCode code) {
        this.mebibytes = mebibytes;
        this.code = code;
    }

    static BodyLimit of(String path) {
        return CONFIGURATION_PATH.matcher(path).matches() ? CONFIGURATION : ANYTHING_ELSE;
    }

    long bytes() {
        return mebibytes * MIB;
    }

    Rejection refusal() {
        return new Rejection(code, "The body is larger than " + mebibytes + " MiB");
    }
}
