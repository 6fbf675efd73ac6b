package io.voc.tenancy.kit.consistency;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

import org.springframework.stereotype.Component;

import java.util.concurrent.atomic.AtomicLong;

/** Ends the calls of a service that writes with the token of what they wrote. */
@Component
public final class ConsistencyTrailer implements ServerInterceptor {

    private static final Context.Key<AtomicLong> REACHED = Context.key("position-reached");

    /**
     * The call being handled reached this position of the log.
     *
     * @throws IllegalStateException when its service does not have this interceptor
     */
    public static void tell(long position) {
        var reached = REACHED.get();
        if (reached == null) {
            throw new IllegalStateException("the service does not tell its writes' tokens");
        }
        reached.set(position);
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        var reached = new AtomicLong();
        var telling =
                new SimpleForwardingServerCall<>(call) {
                    @Override
                    public void close(Status status, Metadata trailers) {
                        if (reached.get() > 0) {
                            trailers.put(
                                    ConsistencyToken.METADATA_KEY, String.valueOf(reached.get()));
                        }
                        super.close(status, trailers);
                    }
                };
        return Contexts.interceptCall(
                Context.current().withValue(REACHED, reached), telling, headers, next);
    }
}
