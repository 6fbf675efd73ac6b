package io.voc.tenancy.command.usage;

import com.google.protobuf.Timestamp;

import io.grpc.stub.StreamObserver;
import io.voc.tenancy.command.usage.LedgerEntry.Consumption;
import io.voc.tenancy.contracts.rejection.FieldFault;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.usage.ConsumptionResult;
import io.voc.tenancy.contracts.usage.QuotaView;
import io.voc.tenancy.contracts.usage.ReservationView;
import io.voc.tenancy.v1.CheckQuotaRequest;
import io.voc.tenancy.v1.CheckQuotaResponse;
import io.voc.tenancy.v1.ConsumeBatchRequest;
import io.voc.tenancy.v1.ConsumeBatchResponse;
import io.voc.tenancy.v1.ConsumeRequest;
import io.voc.tenancy.v1.ConsumeResponse;
import io.voc.tenancy.v1.ConsumeResult;
import io.voc.tenancy.v1.ExtendReservationRequest;
import io.voc.tenancy.v1.ReleaseReservationRequest;
import io.voc.tenancy.v1.ReleaseReservationResponse;
import io.voc.tenancy.v1.Reservation;
import io.voc.tenancy.v1.ReserveRequest;
import io.voc.tenancy.v1.UsageServiceGrpc;

import org.jspecify.annotations.Nullable;
import org.springframework.grpc.server.service.GrpcService;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Consumption and reservations over gRPC. */
@GrpcService
class UsageGrpcApi extends UsageServiceGrpc.UsageServiceImplBase {

    private static final int MOST_AT_ONCE = 1_000;
    private static final long LONGEST_SECONDS = 86_400;

    private final Usage usage;
    private final QuotaCheck quotas;

    UsageGrpcApi(Usage usage, QuotaCheck quotas) {
        this.usage = usage;
        this.quotas = quotas;
    }

    @Override
    public void consume(ConsumeRequest request, StreamObserver<ConsumeResponse> answer) {
        check(faults("", request));
        var consumed = usage.consume(consumption(request));
        answer.onNext(
                message(
                        consumed.metric(),
                        consumed.used(),
                        consumed.limit(),
                        consumed.remaining(),
                        consumed.resetsAt()));
        answer.onCompleted();
    }

    @Override
    public void consumeBatch(
            ConsumeBatchRequest batch, StreamObserver<ConsumeBatchResponse> answer) {
        if (batch.getRequestsCount() > MOST_AT_ONCE) {
            throw Rejection.invalid(
                    "requests", "requests has more than the " + MOST_AT_ONCE + " that are allowed");
        }
        var faults = new ArrayList<FieldFault>();
        for (int i = 0; i < batch.getRequestsCount(); i++) {
            faults.addAll(faults("requests/" + i + "/", batch.getRequests(i)));
        }
        check(faults);
        var results =
                usage.consume(
                        batch.getRequestsList().stream().map(UsageGrpcApi::consumption).toList());
        var response = ConsumeBatchResponse.newBuilder();
        results.forEach(result -> response.addResults(message(result)));
        answer.onNext(response.build());
        answer.onCompleted();
    }

    @Override
    public void checkQuota(CheckQuotaRequest request, StreamObserver<CheckQuotaResponse> answer) {
        check(faultOfAmount("", request.getAmount()));
        answer.onNext(
                message(
                        quotas.check(
                                request.getTenantId(), request.getMetric(), request.getAmount())));
        answer.onCompleted();
    }

    @Override
    public void reserve(ReserveRequest request, StreamObserver<Reservation> answer) {
        var faults = new ArrayList<>(faultOfTime(request.getTtlSeconds()));
        faults.addAll(faultOfId("", request.getRequestId()));
        check(faults);
        answer.onNext(
                message(
                        usage.reserve(
                                request.getTenantId(),
                                request.getMetric(),
                                request.getTtlSeconds(),
                                request.getRequestId())));
        answer.onCompleted();
    }

    @Override
    public void extendReservation(
            ExtendReservationRequest request, StreamObserver<Reservation> answer) {
        check(faultOfTime(request.getTtlSeconds()));
        answer.onNext(
                message(
                        usage.extend(
                                request.getTenantId(),
                                request.getReservationId(),
                                request.getTtlSeconds())));
        answer.onCompleted();
    }

    @Override
    public void releaseReservation(
            ReleaseReservationRequest request, StreamObserver<ReleaseReservationResponse> answer) {
        usage.release(request.getTenantId(), request.getReservationId());
        answer.onNext(ReleaseReservationResponse.getDefaultInstance());
        answer.onCompleted();
    }

    private static Consumption consumption(ConsumeRequest request) {
        return new Consumption(
                request.getTenantId(),
                request.getMetric(),
                request.getAmount(),
                request.getRequestId());
    }

    private static List<FieldFault> faults(String prefix, ConsumeRequest request) {
        var faults = new ArrayList<>(faultOfId(prefix, request.getRequestId()));
        faults.addAll(faultOfAmount(prefix, request.getAmount()));
        return faults;
    }

    private static List<FieldFault> faultOfAmount(String prefix, long amount) {
        return amount >= 1 && amount <= LedgerEntry.MOST
                ? List.of()
                : List.of(
                        new FieldFault(
                                prefix + "amount", "amount is not from 1 to " + LedgerEntry.MOST));
    }

    private static List<FieldFault> faultOfId(String prefix, String requestId) {
        return LedgerEntry.REQUEST_ID.matcher(requestId).matches()
                ? List.of()
                : List.of(
                        new FieldFault(
                                prefix + "request_id",
                                "request_id is not made of 1 to 255 visible ASCII characters"));
    }

    private static List<FieldFault> faultOfTime(long ttlSeconds) {
        return ttlSeconds >= 1 && ttlSeconds <= LONGEST_SECONDS
                ? List.of()
                : List.of(
                        new FieldFault(
                                "ttl_seconds", "ttl_seconds is not from 1 to " + LONGEST_SECONDS));
    }

    private static void check(List<FieldFault> faults) {
        if (!faults.isEmpty()) {
            throw Rejection.invalid(faults);
        }
    }

    private static ConsumeResult message(ConsumptionResult result) {
        var message = ConsumeResult.newBuilder().setRequestId(result.requestId());
        if (result.used() == null || result.code() != null) {
            message.getRefusalBuilder()
                    .setCode(String.valueOf(result.code()))
                    .setDetail(String.valueOf(result.detail()));
        } else {
            message.setConsumed(
                    message(
                            result.metric(),
                            result.used(),
                            result.limit(),
                            result.remaining(),
                            result.resetsAt()));
        }
        return message.build();
    }

    private static ConsumeResponse message(
            String metric,
            long used,
            @Nullable Long limit,
            @Nullable Long remaining,
            @Nullable Instant resetsAt) {
        var message = ConsumeResponse.newBuilder().setGranted(true).setMetric(metric).setUsed(used);
        if (limit != null && remaining != null) {
            message.setLimit(limit).setRemaining(remaining);
        }
        if (resetsAt != null) {
            message.setResetsAt(timestamp(resetsAt));
        }
        return message.build();
    }

    private static CheckQuotaResponse message(QuotaView view) {
        var message =
                CheckQuotaResponse.newBuilder()
                        .setAllowed(view.allowed())
                        .setMetric(view.metric())
                        .setUsed(view.used());
        if (view.limit() != null && view.remaining() != null) {
            message.setLimit(view.limit()).setRemaining(view.remaining());
        }
        if (view.resetsAt() != null) {
            message.setResetsAt(timestamp(view.resetsAt()));
        }
        return message.build();
    }

    private static Reservation message(ReservationView view) {
        var message =
                Reservation.newBuilder()
                        .setId(view.id())
                        .setMetric(view.metric())
                        .setUsed(view.used())
                        .setExpiresAt(timestamp(view.expiresAt()));
        if (view.limit() != null) {
            message.setLimit(view.limit());
        }
        return message.build();
    }

    private static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }
}
