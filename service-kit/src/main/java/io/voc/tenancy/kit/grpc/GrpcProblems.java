package io.voc.tenancy.kit.grpc;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;

import io.grpc.StatusException;
import io.grpc.protobuf.StatusProto;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.kit.correlation.Correlation;
import io.voc.tenancy.kit.problem.Rejections;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.grpc.server.exception.GrpcExceptionHandler;
import org.springframework.stereotype.Component;

/**
 * Refusals on gRPC: the rejection's code in {@code ErrorInfo}, its faults in {@code BadRequest}.
 */
@Component
class GrpcProblems implements GrpcExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(GrpcProblems.class);
    private static final String DOMAIN = "tenancy.voc.io";

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
        var code = io.grpc.Status.Code.valueOf(rejection.code().kind().grpcStatus());
        var status =
                Status.newBuilder()
                        .setCode(code.value())
                        .setMessage(rejection.detail())
                        .addDetails(
                                Any.pack(
                                        ErrorInfo.newBuilder()
                                                .setReason(rejection.code().code())
                                                .setDomain(DOMAIN)
                                                .putMetadata("traceId", Correlation.correlationId())
                                                .build()));
        if (!rejection.faults().isEmpty()) {
            var faults = BadRequest.newBuilder();
            rejection
                    .faults()
                    .forEach(fault ->
                            faults.addFieldViolationsBuilder()
                                    .setField(fault.pointer())
                                    .setDescription(fault.detail()));
            status.addDetails(Any.pack(faults.build()));
        }
        return StatusProto.toStatusException(status.build());
    }
}
