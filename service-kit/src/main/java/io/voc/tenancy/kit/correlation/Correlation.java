package io.voc.tenancy.kit.correlation;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** The ids of the request being handled, as they stand in logs, events and problems. */
public final class Correlation {

    /** Names this request alone. */
    public static final String REQUEST_ID = "requestId";

    /** Names everything that follows from one cause. */
    public static final String CORRELATION_ID = "correlationId";

    /** The HTTP header and gRPC metadata key that carry the correlation id in and out. */
    public static final String CORRELATION_HEADER = "X-Correlation-Id";

    /** The HTTP header that carries the request id out, and from the gateway in. */
    public static final String REQUEST_HEADER = "X-Request-Id";

    private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    private Correlation() {}

    /**
     * Begins a request: its correlation id is the caller's when that is acceptable, else its
     * request id.
     */
    public static void begin(@Nullable String fromCaller) {
        begin(fromCaller, null);
    }

    /** Begins a request that an earlier process may have named already. */
    static void begin(@Nullable String fromCaller, @Nullable String fromGateway) {
        var requestId = acceptable(fromGateway).orElseGet(Correlation::newId);
        MDC.put(REQUEST_ID, requestId);
        MDC.put(CORRELATION_ID, acceptable(fromCaller).orElse(requestId));
    }

    /** Only to be told from others, so it need not be hard to guess, and costs less. */
    private static String newId() {
        var random = ThreadLocalRandom.current();
        long version4 = (random.nextLong() & ~0xF000L) | 0x4000L;
        long variant = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
        return new UUID(version4, variant).toString();
    }

    /** Ends what {@link #begin} began on this thread. */
    public static void end() {
        MDC.remove(REQUEST_ID);
        MDC.remove(CORRELATION_ID);
    }

    /** The current request's id; {@code none} outside a request. */
    public static String requestId() {
        return orNone(MDC.get(REQUEST_ID));
    }

    /** The current correlation id; {@code none} outside a request. */
    public static String correlationId() {
        return orNone(MDC.get(CORRELATION_ID));
    }

    private static Optional<String> acceptable(@Nullable String id) {
        return Optional.ofNullable(id).filter(given -> ACCEPTABLE.matcher(given).matches());
    }

    private static String orNone(@Nullable String id) {
        return id == null ? "none" : id;
    }
}
