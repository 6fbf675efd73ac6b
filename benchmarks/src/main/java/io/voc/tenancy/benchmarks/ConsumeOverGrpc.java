package io.voc.tenancy.benchmarks;

import io.voc.tenancy.v1.ConfigurationServiceGrpc;
import io.voc.tenancy.v1.ConsumeRequest;
import io.voc.tenancy.v1.GetConfigurationRequest;
import io.voc.tenancy.v1.UsageServiceGrpc;

import java.util.Map;
import java.util.UUID;

/** Consuming over gRPC, of the command side as it runs, and a bare answer of the same size. */
final class ConsumeOverGrpc {

    private static final int CALLERS = 64;
    private static final int ANSWER_BYTES = 64;

    private final Settings settings;
    private final Report report;

    ConsumeOverGrpc(Settings settings, Report report) {
        this.settings = settings;
        this.report = report;
    }

    void compare(BenchmarkDatabase.Part part, int tenants) throws Exception {
        var ours = ours(part, tenants);
        var bare = bare();
        report.ratio("consume-grpc-vs-bare", ours, bare);
    }

    private double ours(BenchmarkDatabase.Part part, int tenants) throws Exception {
        try (var process =
                        JarProcess.start(
                                "command-side",
                                Map.of(
                                        "DATABASE_URL", part.database().databaseUrl(),
                                        "KAFKA_BROKERS", CommandNode.NOBODY_LISTENS,
                                        "MASTER_KEY", CommandNode.MASTER_KEY));
                var channels = new GrpcChannels(process.grpcPort())) {
            return measure(
                    "consume over gRPC, %,d tenants".formatted(tenants),
                    caller ->
                            UsageServiceGrpc.newBlockingStub(channels.of(caller))
                                    .consume(consumption(tenants)));
        }
    }

    private double bare() throws Exception {
        try (var process =
                        JarProcess.grpc(
                                BareGrpc.class, Map.of("PAYLOAD", String.valueOf(ANSWER_BYTES)));
                var channels = new GrpcChannels(process.grpcPort())) {
            var question = GetConfigurationRequest.newBuilder().setTenantId("t").build();
            return measure(
                    "bare answer over gRPC",
                    caller ->
                            ConfigurationServiceGrpc.newBlockingStub(channels.of(caller))
                                    .getConfiguration(question));
        }
    }

    private double measure(String what, Load.Call call) {
        report.progress(what + ": warming up");
        Load.warmUp(settings, call);
        var result = Load.run(CALLERS, settings, call);
        report.add(what, CALLERS, result);
        return result.perSecond();
    }

    private static ConsumeRequest consumption(int tenants) {
        return ConsumeRequest.newBuilder()
                .setTenantId(QuotaBenchmark.anyOf(tenants))
                .setMetric("calls")
                .setAmount(1)
                .setRequestId(UUID.randomUUID().toString())
                .build();
    }
}
