package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.voc.tenancy.v1.CheckQuotaRequest;
import io.voc.tenancy.v1.ConsumeBatchRequest;
import io.voc.tenancy.v1.ConsumeRequest;
import io.voc.tenancy.v1.ExtendReservationRequest;
import io.voc.tenancy.v1.ReleaseReservationRequest;
import io.voc.tenancy.v1.ReserveRequest;
import io.voc.tenancy.v1.UsageServiceGrpc;
import io.voc.tenancy.v1.UsageServiceGrpc.UsageServiceBlockingStub;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What services of the platform ask before each call, minute and message. */
class UsageGrpcE2E {

    private final Standalone installation = Standalone.shared();
    private final Used tenant =
            Used.tenant(installation.api()).limitedTo("calls", 10, "DAY", "HARD");
    private final UsageServiceBlockingStub service = as("service");

    @Test
    void is_answered_as_over_rest() {
        var consumed = service.consume(calls(4, "one"));

        assertThat(consumed.getGranted()).isTrue();
        assertThat(consumed.getUsed()).isEqualTo(4);
        assertThat(consumed.getRemaining()).isEqualTo(6);
        assertThat(tenant.consume(4, "one").body().path("used").asLong()).isEqualTo(4);
        assertRefused(
                () -> service.consume(calls(7, "two")),
                Status.RESOURCE_EXHAUSTED,
                "quota-exceeded");
        assertRefused(
                () -> service.consume(calls(7, "one")),
                Status.INVALID_ARGUMENT,
                "request-id-reused");
        assertRefused(
                () -> service.consume(calls(0, "two")),
                Status.INVALID_ARGUMENT,
                "validation-failed");
        assertRefused(
                () -> service.consume(calls(1, "")), Status.INVALID_ARGUMENT, "validation-failed");
    }

    @Test
    void can_be_asked_about_before() {
        tenant.consume(6);

        var allowed = service.checkQuota(check(4));
        var forbidden = service.checkQuota(check(5));

        assertThat(allowed.getAllowed()).isTrue();
        assertThat(forbidden.getAllowed()).isFalse();
        assertThat(List.of(allowed, forbidden))
                .allSatisfy(answer -> {
                    assertThat(answer.getUsed()).isEqualTo(6);
                    assertThat(answer.getLimit()).isEqualTo(10);
                    assertThat(answer.getRemaining()).isEqualTo(4);
                    assertThat(answer.getResetsAt().getSeconds())
                            .isGreaterThan(Instant.now().getEpochSecond());
                });
        assertThat(service.consume(calls(4, "then")).getUsed()).isEqualTo(10);
        assertRefused(
                () -> service.checkQuota(check(0)), Status.INVALID_ARGUMENT, "validation-failed");
        assertRefused(
                () -> as("platform-auditor").checkQuota(check(1)),
                Status.PERMISSION_DENIED,
                "forbidden");
        installation.api().post(tenant.path("/suspend"), Map.of());
        assertRefused(
                () -> service.checkQuota(check(1)), Status.PERMISSION_DENIED, "tenant-suspended");
    }

    @Test
    void is_for_services_and_operators() {
        assertRefused(
                () -> as("platform-auditor").consume(calls(1, "one")),
                Status.PERMISSION_DENIED,
                "forbidden");
    }

    @Test
    void of_a_batch_is_judged_record_by_record() {
        var answer =
                service.consumeBatch(
                        ConsumeBatchRequest.newBuilder()
                                .addRequests(calls(6, "one"))
                                .addRequests(calls(6, "two"))
                                .addRequests(calls(4, "three"))
                                .build());

        assertThat(answer.getResultsList())
                .extracting(result ->
                        result.hasConsumed()
                                ? "" + result.getConsumed().getUsed()
                                : result.getRefusal().getCode())
                .containsExactly("6", "quota-exceeded", "10");
    }

    @Test
    void takes_keeps_and_gives_back_places() {
        var taken =
                service.reserve(
                        ReserveRequest.newBuilder()
                                .setTenantId(tenant.tenantId())
                                .setMetric("concurrent-calls")
                                .setTtlSeconds(60)
                                .setRequestId("a-call")
                                .build());
        var kept =
                service.extendReservation(
                        ExtendReservationRequest.newBuilder()
                                .setTenantId(tenant.tenantId())
                                .setReservationId(taken.getId())
                                .setTtlSeconds(600)
                                .build());
        assertThat(kept.getExpiresAt().getSeconds())
                .isGreaterThan(taken.getExpiresAt().getSeconds());

        var release =
                ReleaseReservationRequest.newBuilder()
                        .setTenantId(tenant.tenantId())
                        .setReservationId(taken.getId())
                        .build();
        service.releaseReservation(release);
        service.releaseReservation(release);
        assertThat(tenant.reserve(60).body().path("used").asLong()).isEqualTo(1);
    }

    private CheckQuotaRequest check(long amount) {
        return CheckQuotaRequest.newBuilder()
                .setTenantId(tenant.tenantId())
                .setMetric("calls")
                .setAmount(amount)
                .build();
    }

    private ConsumeRequest calls(long amount, String requestId) {
        return ConsumeRequest.newBuilder()
                .setTenantId(tenant.tenantId())
                .setMetric("calls")
                .setAmount(amount)
                .setRequestId(requestId)
                .build();
    }

    private UsageServiceBlockingStub as(String role) {
        return Grpc.as(
                Tokens.of(Tokens.claims(role)),
                UsageServiceGrpc.newBlockingStub(Grpc.commandChannel(installation)));
    }

    private static void assertRefused(ThrowingCallable call, Status status, String code) {
        var refusal = catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(refusal.getStatus().getCode()).isEqualTo(status.getCode());
        assertThat(Grpc.code(refusal)).isEqualTo(code);
    }
}
