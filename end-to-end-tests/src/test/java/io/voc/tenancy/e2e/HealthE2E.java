package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;

import org.junit.jupiter.api.Test;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

class HealthE2E {

    private final Standalone standalone = Standalone.shared();
    private final Api anonymous = standalone.api().anonymous();

    @Test
    void health_and_readiness_are_told_without_a_token() {
        assertThat(anonymous.get("/health").status()).isEqualTo(200);
        assertThat(anonymous.get("/health").text("status")).isEqualTo("UP");
        assertThat(anonymous.get("/ready").status()).isEqualTo(200);
    }

    @Test
    void metrics_are_in_the_format_of_prometheus() {
        var metrics = anonymous.get("/metrics");

        assertThat(metrics.status()).isEqualTo(200);
        assertThat(metrics.response().body())
                .contains("# TYPE jvm_memory_used_bytes gauge", "http_server_requests");
    }

    @Test
    void correlation_ids_come_back_and_unacceptable_ones_are_replaced() {
        var kept =
                standalone
                        .api()
                        .send(
                                standalone
                                        .api()
                                        .request("/api/v1/tenants")
                                        .header("X-Correlation-Id", "order-7"));
        var replaced =
                standalone
                        .api()
                        .send(
                                standalone
                                        .api()
                                        .request("/api/v1/tenants")
                                        .header("X-Correlation-Id", "a b\"c"));

        assertThat(kept.response().headers().firstValue("X-Correlation-Id")).contains("order-7");
        assertThat(replaced.response().headers().firstValue("X-Correlation-Id"))
                .hasValueSatisfying(id -> assertThat(id).matches("[0-9a-f-]{36}"));
    }

    @Test
    void grpc_tells_its_health_and_its_services() throws Exception {
        var channel = Grpc.channel(standalone);

        assertThat(
                        HealthGrpc.newBlockingStub(channel)
                                .check(HealthCheckRequest.getDefaultInstance())
                                .getStatus())
                .isEqualTo(ServingStatus.SERVING);
        var services = new CompletableFuture<ServerReflectionResponse>();
        var request =
                ServerReflectionGrpc.newStub(channel).serverReflectionInfo(completing(services));
        request.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
        assertThat(services.get(10, TimeUnit.SECONDS).getListServicesResponse().getServiceList())
                .extracting(ServiceResponse::getName)
                .contains(
                        "voc.tenancy.v1.TenantService",
                        "voc.tenancy.v1.ConfigurationService",
                        "voc.tenancy.v1.ApiKeyService");
        request.onCompleted();
    }

    private static <T> StreamObserver<T> completing(CompletableFuture<T> future) {
        return new StreamObserver<>() {
            @Override
            public void onNext(T value) {
                future.complete(value);
            }

            @Override
            public void onError(Throwable failure) {
                future.completeExceptionally(failure);
            }

            @Override
            public void onCompleted() {}
        };
    }
}
