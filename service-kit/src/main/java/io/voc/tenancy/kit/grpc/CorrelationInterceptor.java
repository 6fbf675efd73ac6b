package io.voc.tenancy.kit.grpc;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.voc.tenancy.kit.correlation.Correlation;

import org.springframework.core.annotation.Order;
import org.springframework.grpc.server.GlobalServerInterceptor;
import org.springframework.stereotype.Component;

/** Gives every call its ids while its method runs. */
@Component
@GlobalServerInterceptor
@Order(1)
class CorrelationInterceptor implements ServerInterceptor {

    private static final Metadata.Key<String> CORRELATION_ID =
            Metadata.Key.of(Correlation.CORRELATION_HEADER, Metadata.ASCII_STRING_MARSHALLER);

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        var fromCaller = headers.get(CORRELATION_ID);
        Correlation.begin(fromCaller);
        try {
            return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
                @Override
                public void onHalfClose() {
                    Correlation.begin(fromCaller);
                    try {
                        super.onHalfClose();
                    } finally {
                        Correlation.end();
                    }
                }
            };
        } finally {
            Correlation.end();
        }
    }
}
