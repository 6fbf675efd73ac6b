package io.voc.tenancy.query;

import static io.voc.tenancy.query.Samples.registered;
import static io.voc.tenancy.query.Samples.tenantId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.voc.tenancy.contracts.configuration.ConfigurationEvent.ConfigurationReplaced;
import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantProfileReplaced;
import io.voc.tenancy.v1.Configuration;
import io.voc.tenancy.v1.ConfigurationServiceGrpc;
import io.voc.tenancy.v1.WatchConfigurationRequest;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Watches at one node, whose log this test writes. */
class WatchIT {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int PAGES = 150; // versions, more than are read at once

    private static final class Watch implements StreamObserver<Configuration> {

        private final List<Long> versions = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Status.Code> end = new CompletableFuture<>();

        @Override
        public void onNext(Configuration configuration) {
            versions.add(configuration.getVersion());
        }

        @Override
        public void onError(Throwable failure) {
            end.complete(((StatusRuntimeException) failure).getStatus().getCode());
        }

        @Override
        public void onCompleted() {
            end.complete(Status.Code.OK);
        }

        void awaitVersions(long from, long upTo) {
            await().atMost(LONG).until(() -> !versions.isEmpty() && versions.getLast() >= upTo);
            assertThat(versions)
                    .containsExactlyElementsOf(LongStream.rangeClosed(from, upTo).boxed().toList());
        }
    }

    @Test
    void past_versions_are_told_in_pages_and_new_ones_join_them_without_a_gap() {
        try (var node = QuerySideNode.start()) {
            var id = tenantId();
            node.append(id, 0, registered(id));
            replace(node, id, 1, PAGES);

            var watches = IntStream.range(0, 50).mapToObj(_ -> watch(node, id, 0)).toList();
            replace(node, id, PAGES + 1, 2 * PAGES);

            watches.forEach(watch -> watch.awaitVersions(1, 2 * PAGES));
        }
    }

    @Test
    void other_events_tell_nothing() {
        try (var node = QuerySideNode.start()) {
            var id = tenantId();
            node.append(id, 0, registered(id));
            replace(node, id, 1, 1);
            var watch = watch(node, id, 0);
            watch.awaitVersions(1, 1);

            node.append(id, 2, new TenantProfileReplaced(id, "Acme", "a@acme.example", Map.of()));
            replace(node, id, 3, 2, 2);

            watch.awaitVersions(1, 2);
        }
    }

    @Test
    void a_watch_ends_with_its_token() {
        try (var node = QuerySideNode.start()) {
            var id = tenantId();
            node.append(id, 0, registered(id));
            var watch = new Watch();
            QuerySideNode.calling(
                            ConfigurationServiceGrpc.newStub(node.channel()), Duration.ofSeconds(3))
                    .watchConfiguration(
                            WatchConfigurationRequest.newBuilder().setTenantId(id).build(), watch);
            watch.awaitVersions(0, 0);

            assertThat(watch.end.orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join())
                    .isEqualTo(Status.Code.UNAUTHENTICATED);
        }
    }

    @Test
    void when_the_node_stops_its_watches_end_so_that_they_are_resumed_elsewhere() {
        var id = tenantId();
        Watch watch;
        try (var node = QuerySideNode.start()) {
            node.append(id, 0, registered(id));
            watch = watch(node, id, 0);
            replace(node, id, 1, 1);
            watch.awaitVersions(1, 1);
            node.stop();
        }

        assertThat(watch.end.join()).isEqualTo(Status.Code.UNAVAILABLE);
    }

    private static Watch watch(QuerySideNode node, String id, long after) {
        var watch = new Watch();
        QuerySideNode.calling(ConfigurationServiceGrpc.newStub(node.channel()))
                .watchConfiguration(
                        WatchConfigurationRequest.newBuilder()
                                .setTenantId(id)
                                .setAfterVersion(after)
                                .build(),
                        watch);
        return watch;
    }

    private static void replace(QuerySideNode node, String id, long from, long upTo) {
        replace(node, id, from, from, upTo);
    }

    private static void replace(
            QuerySideNode node, String id, long sequence, long from, long upTo) {
        for (long version = from; version <= upTo; version++) {
            node.append(
                    id,
                    sequence + version - from,
                    new ConfigurationReplaced(
                            id, version, new TenantConfiguration(List.of(), null)));
        }
    }
}
