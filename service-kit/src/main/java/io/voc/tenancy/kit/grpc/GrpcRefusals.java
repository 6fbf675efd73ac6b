package io.voc.tenancy.kit.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;

import io.grpc.StatusException;
import io.grpc.protobuf.StatusProto;
import io.voc.tenancy.contracts.rejection.QuotaState;
import io.voc.tenancy.contracts.rejection.Rejection;

/**
 * Refusals on gRPC: the rejection's code in {@code ErrorInfo}, its faults in {@code BadRequest}.
 */
public final class GrpcRefusals {

    private static final String DOMAIN = "tenancy.voc.io";

    private GrpcRefusals() {}

    /**
     * How a call ends that is refused.
     *
     * @param traceId the call's correlation id
     */
    public static StatusException of(Rejection rejection, String traceId) {
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
                                                .putMetadata("traceId", traceId)
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
        rejection.quota().ifPresent(quota -> status.addDetails(retryAfter(quota)));
        return StatusProto.toStatusException(status.build());
    }

    private static Any retryAfter(QuotaState quota) {
        return Any.pack(
                RetryInfo.newBuilder()
                        .setRetryDelay(Duration.newBuilder().setSeconds(quota.secondsToReset()))
                        .build());
    }
}
