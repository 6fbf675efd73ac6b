package io.voc.tenancy.e2e;

import static org.awaitility.Awaitility.await;

import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.voc.tenancy.v1.Configuration;
import io.voc.tenancy.v1.ConfigurationServiceGrpc;
import io.voc.tenancy.v1.WatchConfigurationRequest;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToLongFunction;

/** Someone who watches a tenant's configurations. */
final class Watching
        implements ClientResponseObserver<WatchConfigurationRequest, Configuration>, AutoCloseable {

    /** A version, and when it came. */
    record Seen(long version, long atNanos) {}

    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final CompletableFuture<StatusRuntimeException> end = new CompletableFuture<>();
    private final boolean isPatient;
    private @Nullable ClientCallStreamObserver<WatchConfigurationRequest> call;

    private Watching(boolean isPatient) {
        this.isPatient = isPatient;
    }

    static Watching current(String port, String token, String tenantId) {
        return new Watching(false).begun(port, token, request(tenantId).build());
    }

    /** One who is let in, if need be as soon as the node knows that the tenant is active. */
    static Watching allowed(String port, String token, String tenantId) {
        return await("let in by " + port)
                .until(
                        () -> current(port, token, tenantId).answered(),
                        watching -> !watching.isOver());
    }

    /** Waits until the node refuses who may not read the tenant's while it is suspended. */
    static void refused(String port, String token, String tenantId) {
        await("refused by " + port)
                .until(
                        () -> current(port, token, tenantId).answered(),
                        watching -> {
                            watching.close();
                            return watching.isOver()
                                    && watching.ended()
                                            .equals("PERMISSION_DENIED tenant-suspended");
                        });
    }

    static Watching after(String port, String token, String tenantId, long version) {
        return new Watching(false)
                .begun(port, token, request(tenantId).setAfterVersion(version).build());
    }

    /** One who reads nothing until told to. */
    static Watching idle(String port, String token, String tenantId) {
        return new Watching(true).begun(port, token, request(tenantId).build());
    }

    private static WatchConfigurationRequest.Builder request(String tenantId) {
        return WatchConfigurationRequest.newBuilder().setTenantId(tenantId);
    }

    private Watching begun(String port, String token, WatchConfigurationRequest request) {
        var channel = isPatient ? Grpc.narrowChannel(port) : Grpc.channel(port);
        Grpc.as(token, ConfigurationServiceGrpc.newStub(channel)).watchConfiguration(request, this);
        return this;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<WatchConfigurationRequest> stream) {
        call = stream;
        if (isPatient) {
            stream.disableAutoRequestWithInitial(0);
        }
    }

    void readAll() {
        call().request(Integer.MAX_VALUE);
    }

    @Override
    public void onNext(Configuration configuration) {
        seen.add(new Seen(configuration.getVersion(), System.nanoTime()));
    }

    @Override
    public void onError(Throwable failure) {
        end.complete((StatusRuntimeException) failure);
    }

    @Override
    public void onCompleted() {
        end.completeExceptionally(new AssertionError("a watch has no good end"));
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    List<Long> versions() {
        return seen.stream().map(Seen::version).toList();
    }

    long newest() {
        return seen.isEmpty() ? -1 : seen.getLast().version();
    }

    /** Waits until the first version or the end has come. */
    private Watching answered() {
        await("the beginning").until(() -> isOver() || !seen.isEmpty());
        return this;
    }

    /** Waits until a version has come. */
    Watching until(long version) {
        await("version " + version).atMost(Duration.ofSeconds(30)).until(() -> newest() >= version);
        return this;
    }

    /** The status and the code with which it has ended. */
    String ended() {
        await("the end").atMost(Duration.ofSeconds(30)).until(end::isDone);
        var refusal = end.join();
        return refusal.getStatus().getCode() + " " + Grpc.code(refusal);
    }

    boolean isOver() {
        return end.isDone();
    }

    /** How long each version took from when it was written, in nanoseconds. */
    List<Long> delays(long after, ToLongFunction<Long> writtenAt) {
        return seen.stream()
                .filter(it -> it.version() > after)
                .map(it -> it.atNanos() - writtenAt.applyAsLong(it.version()))
                .toList();
    }

    private ClientCallStreamObserver<WatchConfigurationRequest> call() {
        return java.util.Objects.requireNonNull(call);
    }

    @Override
    public void close() {
        call().cancel("enough", null);
    }
}
