package io.voc.tenancy.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.voc.tenancy.v1.ListTenantsRequest;
import io.voc.tenancy.v1.ListTenantsResponse;
import io.voc.tenancy.v1.TenantServiceGrpc;
import io.voc.tenancy.v1.TenantSort;
import io.voc.tenancy.v1.TenantStatus;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantListGrpcIT {

    @SuppressWarnings("NullAway.Init") // set before all
    private QuerySideNode node;

    @SuppressWarnings("NullAway.Init") // set before all
    private TenantLists tenants;

    @BeforeAll
    void start() {
        node = QuerySideNode.start();
        tenants = new TenantLists(node);
        IntStream.range(0, 15).forEach(i -> tenants.register("Name " + i % 4, "lists"));
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void grpc_lists_by_the_same_rules() {
        var first = grpc(request().setPlan("lists").setPageSize(14).build());
        assertThat(first.getTenantsList()).hasSize(14);
        var second =
                grpc(
                        request()
                                .setPlan("lists")
                                .setPageSize(14)
                                .setPageToken(first.getNextPageToken())
                                .build());
        assertThat(second.getTenantsList()).hasSize(1);
        assertThat(second.getNextPageToken()).isEmpty();
        var byName =
                grpc(
                        request()
                                .setPlan("lists")
                                .setStatus(TenantStatus.TENANT_STATUS_ACTIVE)
                                .setSort(TenantSort.TENANT_SORT_NAME_DESCENDING)
                                .build());
        assertThat(byName.getTenantsList())
                .extracting(tenant -> tenant.getId())
                .isEqualTo(tenants.listed("plan=lists&sort=-name", 500));
    }

    @Test
    void grpc_tells_every_fault_at_once() {
        var request =
                request()
                        .setPageSize(501)
                        .setSortValue(99)
                        .setStatusValue(99)
                        .setText("x".repeat(201))
                        .setPlan("a\0b")
                        .setCreatedFrom(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE))
                        .setCreatedBefore(Timestamp.newBuilder().setSeconds(Long.MIN_VALUE))
                        .build();

        assertThat(faults(request))
                .containsExactlyInAnyOrder(
                        "pageSize",
                        "sort",
                        "status",
                        "text",
                        "plan",
                        "createdFrom",
                        "createdBefore");
        assertThat(faults(request().setPageSize(-1).build())).containsExactly("pageSize");
        assertThat(faults(request().setPageToken("nonsense").build())).containsExactly("pageToken");
    }

    private static ListTenantsRequest.Builder request() {
        return ListTenantsRequest.newBuilder();
    }

    private ListTenantsResponse grpc(ListTenantsRequest request) {
        return QuerySideNode.calling(
                        TenantServiceGrpc.newBlockingStub(node.channel()),
                        "consistency-token",
                        String.valueOf(node.head()))
                .listTenants(request);
    }

    private List<String> faults(ListTenantsRequest request) {
        var faults = new ArrayList<String>();
        assertThatThrownBy(() -> grpc(request))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refusal -> {
                            assertThat(refusal.getStatus().getCode())
                                    .isEqualTo(Status.Code.INVALID_ARGUMENT);
                            faults.addAll(fields(refusal));
                        });
        return faults;
    }

    private static List<String> fields(StatusRuntimeException refusal) {
        var status = StatusProto.fromThrowable(refusal);
        return requireNonNull(status).getDetailsList().stream()
                .filter(detail -> detail.is(BadRequest.class))
                .map(TenantListGrpcIT::unpacked)
                .flatMap(faults -> faults.getFieldViolationsList().stream())
                .map(FieldViolation::getField)
                .toList();
    }

    private static BadRequest unpacked(Any detail) {
        try {
            return detail.unpack(BadRequest.class);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
