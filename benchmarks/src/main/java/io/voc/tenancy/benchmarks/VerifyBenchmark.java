package io.voc.tenancy.benchmarks;

import io.voc.tenancy.v1.ApiKeyServiceGrpc;
import io.voc.tenancy.v1.VerifyApiKeyRequest;
import io.voc.tenancy.v1.VerifyApiKeyResponse.Result;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Verifying keys over gRPC, of few and of very many, and what a bare answer of the same size takes.
 */
final class VerifyBenchmark {

    private static final int CALLERS = 64;
    private static final int HOT = 1_000;
    private static final int ALL = 1_000_000;
    private static final String BARE = "bare answer of the same size";
    private static final String OURS = "verify, 1,000 keys";

    private final Settings settings;
    private final Report report;
    private final GrpcChannels ours;
    private final GrpcChannels bare;
    private final List<String> secrets;

    private VerifyBenchmark(
            Settings settings,
            Report report,
            GrpcChannels ours,
            GrpcChannels bare,
            List<String> secrets) {
        this.settings = settings;
        this.report = report;
        this.ours = ours;
        this.bare = bare;
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
                    var bareProcess = JarProcess.grpc(BareGrpc.class, Map.of("PAYLOAD", "100"));
                    var ours = new GrpcChannels(querySide.grpcPort());
                    var bare = new GrpcChannels(bareProcess.grpcPort());
                    var redis = RedisGets.start(CALLERS)) {
                new VerifyBenchmark(settings, report, ours, bare, secrets)
                        .compare(redis, querySide);
            }
        }
    }

    private void compare(RedisGets redis, JarProcess querySide) throws Exception {
        report.progress("warming up");
        Load.warmUp(settings, this::ask);
        Load.warmUp(settings, this::verifyHot);
        var few = new RememberedKeys(querySide); // the next fills the memory
        Load.warmUp(settings, this::verifyAny);
        var bare = measure(BARE, this::ask);
        var hot = measure(OURS, this::verifyHot);
        var uniform = measure("verify, 1,000,000 keys", this::verifyAny);
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
        verify(bare, caller, any(HOT));
    }

    private void verifyHot(int caller) {
        verify(ours, caller, any(HOT));
    }

    private void verifyAny(int caller) {
        verify(ours, caller, any(ALL));
    }

    private String any(int of) {
        return secrets.get(ThreadLocalRandom.current().nextInt(of));
    }

    private static void verify(GrpcChannels channels, int caller, String secret) {
        var question =
                VerifyApiKeyRequest.newBuilder()
                        .setKey(secret)
                        .addRequiredScopes("config:read")
                        .build();
        var result =
                ApiKeyServiceGrpc.newBlockingStub(channels.of(caller))
                        .verifyApiKey(question)
                        .getResult();
        if (result != Result.RESULT_VALID) {
            throw new IllegalStateException("answered " + result);
        }
    }
}
