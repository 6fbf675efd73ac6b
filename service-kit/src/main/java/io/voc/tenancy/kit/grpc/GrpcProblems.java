package io.voc.tenancy.kit.grpc;

import io.grpc.StatusException;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.kit.correlation.Correlation;
import io.voc.tenancy.kit.problem.Rejections;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.grpc.server.exception.GrpcExceptionHandler;
import org.springframework.stereotype.Component;

/** What a call is told whose method throws. */
@Component
class GrpcProblems implements GrpcExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(GrpcProblems.class);

    @Override
    public StatusException handleException(Throwable failure) {
        return of(
                Rejections.in(failure)
                        .orElseGet(() -> {
                            log.error("A call failed", failure);
                            return Rejections.ofDefect();
                        }));
    }

    static StatusException of(Rejection rejection) {
        return GrpcRefusals.of(rejection, Correlation.correlationId());
    }
}
