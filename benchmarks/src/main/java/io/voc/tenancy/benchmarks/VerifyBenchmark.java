package io.voc.tenancy.benchmarks;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.voc.tenancy.v1.ApiKeyServiceGrpc;
import io.voc.tenancy.v1.ApiKeyServiceGrpc.ApiKeyServiceBlockingStub;
import io.voc.tenancy.v1.VerifyApiKeyRequest;
import io.voc.tenancy.v1.VerifyApiKeyResponse.Result;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** Verifying keys over gRPC, of few and of very many, and what the same call takes without. */
final class VerifyBenchmark {

    private static final int CALLERS = 64;
    private static final int CHANNELS = 4;
    private static final int HOT = 1_000;
    private static final int ALL = 1_000_000;
    private static final String BARE = "the same call, answered without a look-up";
    private static final String OURS = "verify, 1,000 keys";
    private static final String MISTYPED = "tm_live_mistyped";

    private final Settings settings;
    private final Report report;
    private final List<ApiKeyServiceBlockingStub> stubs;
    private final List<String> secrets;

    private VerifyBenchmark(
            Settings settings,
            Report report,
            List<ApiKeyServiceBlockingStub> stubs,
            List<String> secrets) {
        this.settings = settings;
        this.report = report;
        this.stubs = stubs;
        this.secrets = secrets;
    }

    static void run(BenchmarkDatabase server, Settings settings, Report report) throws Exception {
        try (var part = server.part("verify")) {
            part.migrate();
            report.progress("storing " + ALL + " keys");
            var secrets = StoredKeys.load(part, ALL);
            try (var querySide =
                            JarProcess.start(
                                    "query-side",
                                    Map.of(
                                            "DATABASE_URL",
                                            part.database().databaseUrl(),
                                            "MASTER_KEY",
                                            CommandNode.MASTER_KEY));
                    var redis = RedisGets.start(CALLERS)) {
                var channels =
                        Stream.generate(() -> channel(querySide.grpcPort()))
                                .limit(CHANNELS)
                                .toList();
                var stubs = channels.stream().map(VerifyBenchmark::stub).toList();
                new VerifyBenchmark(settings, report, stubs, secrets).compare(redis, querySide);
                channels.forEach(ManagedChannel::shutdownNow);
            }
        }
    }

    private void compare(RedisGets redis, JarProcess querySide) throws Exception {
        report.progress("warming up");
        Load.warmUp(settings, this::verifyHot);
        var few = new RememberedKeys(querySide);
        var bare = measure(BARE, this::ask);
        var hot = measure(OURS, this::verifyHot);
        var uniform = measure("verify, 1,000,000 keys", caller -> verify(caller, ALL));
        report.value("verify-heap-bytes-per-key", few.bytesForEachMore());
        var gets = measure("Redis GET", redis::get);
        report.ratio("verify-hot-vs-bare", hot.perSecond(), bare.perSecond());
        report.ratio("verify-uniform-vs-bare", uniform.perSecond(), bare.perSecond());
        report.ratio("verify-hot-vs-redis", hot.perSecond(), gets.perSecond());
        report.ratio(
                "verify-hot-p99-vs-bare",
                hot.latencies().percentile(99),
                bare.latencies().percentile(99));
        report.ratio(
                "verify-hot-p99-half-peak",
                half(hot, OURS, this::verifyHot).latencies().percentile(99),
                half(bare, BARE, this::ask).latencies().percentile(99));
    }

    private Load.Result half(Load.Result peak, String what, Load.Call call) {
        return Load.halfOf(peak, what, CALLERS, settings, report, call);
    }

    private Load.Result measure(String what, Load.Call call) {
        var result = Load.run(CALLERS, settings, call);
        report.add(what, CALLERS, result);
        return result;
    }

    private void ask(int caller) {
        check(caller, MISTYPED, Result.RESULT_NOT_FOUND);
    }

    private void verifyHot(int caller) {
        verify(caller, HOT);
    }

    private void verify(int caller, int of) {
        check(caller, secrets.get(ThreadLocalRandom.current().nextInt(of)), Result.RESULT_VALID);
    }

    private void check(int caller, String secret, Result expected) {
        var question =
                VerifyApiKeyRequest.newBuilder()
                        .setKey(secret)
                        .addRequiredScopes("config:read")
                        .build();
        var result = stubs.get(caller % CHANNELS).verifyApiKey(question).getResult();
        if (result != expected) {
            throw new IllegalStateException("answered " + result);
        }
    }

    private static ManagedChannel channel(int port) {
        return Grpc.newChannelBuilder("127.0.0.1:" + port, InsecureChannelCredentials.create())
                .build();
    }

    private static ApiKeyServiceBlockingStub stub(ManagedChannel channel) {
        var metadata = new Metadata();
        metadata.put(
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
                "Bearer " + OperatorToken.mint());
        return ApiKeyServiceGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }
}
