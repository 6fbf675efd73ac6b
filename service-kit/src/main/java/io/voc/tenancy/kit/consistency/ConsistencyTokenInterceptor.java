package io.voc.tenancy.kit.consistency;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

import org.springframework.core.annotation.Order;
import org.springframework.grpc.server.GlobalServerInterceptor;
import org.springframework.stereotype.Component;

/** Lets a call's method ask for the token that the call carries. */
@Component
@GlobalServerInterceptor
@Order(4)
class ConsistencyTokenInterceptor implements ServerInterceptor {

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        var tokens = headers.getAll(ConsistencyToken.METADATA_KEY);
        if (tokens == null) {
            return next.startCall(call, headers);
        }
        var context =
                Context.current().withValue(ConsistencyToken.IN_CALL, String.join(",", tokens));
        return Contexts.interceptCall(context, call, headers, next);
    }
}
