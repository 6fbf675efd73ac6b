package io.voc.tenancy.kit.consistency;

import io.grpc.Context;
import io.grpc.Metadata;
import io.voc.tenancy.contracts.rejection.Rejection;

import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import java.util.Collections;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** The position in the log that a write reached, and that a read of its writer must include. */
public final class ConsistencyToken {

    /** The HTTP header that carries it out of a write and into a read. */
    public static final String HEADER = "Consistency-Token";

    /** The gRPC metadata key that does the same. */
    public static final Metadata.Key<String> METADATA_KEY =
            Metadata.Key.of("consistency-token", Metadata.ASCII_STRING_MARSHALLER);

    static final Context.Key<String> IN_CALL = Context.key("consistency-token");

    private static final Pattern POSITION = Pattern.compile("[0-9]{1,18}");

    private ConsistencyToken() {}

    /**
     * The position that the request being handled, over REST or gRPC, asks to see; empty when it
     * asks for none.
     *
     * @throws Rejection {@code validation-failed} when it is no token
     */
    public static OptionalLong requested() {
        var token = IN_CALL.get() == null ? inHttpRequest() : IN_CALL.get();
        if (token == null) {
            return OptionalLong.empty();
        }
        if (!POSITION.matcher(token).matches()) {
            throw invalid("is none that a write answered with");
        }
        return OptionalLong.of(Long.parseLong(token));
    }

    /** The refusal of a token, with what is wrong with it. */
    public static Rejection invalid(String fault) {
        return Rejection.invalid(HEADER, HEADER + " " + fault);
    }

    private static @Nullable String inHttpRequest() {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes of)) {
            return null;
        }
        var tokens = Collections.list(of.getRequest().getHeaders(HEADER));
        return tokens.isEmpty() ? null : String.join(",", tokens);
    }
}
