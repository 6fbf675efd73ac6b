package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.tenant.TenantStatus;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.stream.LongStream;

/** Watches of configurations, at whichever node. */
class WatchE2E {

    private static final int MANY = 30;

    private final Standalone installation = Standalone.shared();
    private final Api api = installation.api();
    private final List<String> nodes = Lookups.ports(installation);
    private final String tenant = api.registeredTenant();

    private void replace(int times) {
        for (int i = 0; i < times; i++) {
            var answer =
                    api.put(
                            "/api/v1/tenants/" + tenant + "/config",
                            Lookups.named("Name " + System.nanoTime()));
            assertThat(answer.status()).isEqualTo(200);
        }
    }

    @Test
    void every_watcher_of_every_node_sees_the_current_version_and_then_each_in_order() {
        var watching =
                nodes.stream()
                        .flatMap(node ->
                                List.of(Tokens.service(), Tokens.tenantViewer(tenant)).stream()
                                        .map(token -> Watching.current(node, token, tenant)))
                        .toList();
        watching.forEach(watcher -> watcher.until(0));

        replace(MANY);

        watching.forEach(watcher -> {
            assertThat(watcher.until(MANY).versions()).containsExactlyElementsOf(versions(0, MANY));
            watcher.close();
        });
    }

    @Test
    void who_comes_in_the_middle_of_changes_misses_none() throws Exception {
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            var writing = threads.submit(() -> replace(MANY));
            for (int i = 0; i < MANY; i++) {
                var node = nodes.get(i % nodes.size());
                try (var watcher = Watching.current(node, Tokens.service(), tenant)) {
                    var first = watcher.until(0).versions().getFirst();
                    var upTo = Math.min(first + 3, MANY);
                    assertThat(watcher.until(upTo).versions())
                            .startsWith(versions(first, upTo).toArray(Long[]::new));
                }
            }
            writing.get();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "3, 4", "5, 6"})
    void who_resumes_sees_every_version_after_the_one_it_names(long after, long first) {
        replace(5);
        for (var node : nodes) {
            try (var watcher = Watching.after(node, Tokens.service(), tenant, after)) {
                if (first <= 5) {
                    watcher.until(5);
                    assertThat(watcher.versions()).containsExactlyElementsOf(versions(first, 5));
                } else {
                    assertThat(watcher.versions()).isEmpty();
                }
            }
        }
        try (var watcher = Watching.after(nodes.getFirst(), Tokens.service(), tenant, after)) {
            replace(1);
            assertThat(watcher.until(6).versions()).containsExactlyElementsOf(versions(first, 6));
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "-1"})
    void who_resumes_after_a_version_that_is_not_there_is_told(long after) {
        var watcher = Watching.after(nodes.getFirst(), Tokens.service(), tenant, after);

        assertThat(watcher.ended()).isEqualTo("INVALID_ARGUMENT validation-failed");
    }

    @Test
    void a_status_ends_the_watches_of_those_who_may_not_read_any_more_and_no_others() {
        var sample = SampleTenant.in(TenantStatus.ACTIVE, api);
        for (var node : nodes) {
            var service = Watching.allowed(node, Tokens.service(), sample.id());
            var viewer = Watching.allowed(node, Tokens.tenantViewer(sample.id()), sample.id());
            sample.after("suspend");
            assertThat(service.ended()).isEqualTo("PERMISSION_DENIED tenant-suspended");
            nodes.forEach(any -> Watching.refused(any, Tokens.service(), sample.id()));
            assertThat(viewer.isOver()).isFalse();
            sample.after("activate");
            nodes.forEach(any -> Watching.allowed(any, Tokens.service(), sample.id()).close());
            assertThat(viewer.isOver()).isFalse();
            viewer.close();
        }
        var node = nodes.getLast();
        var service = Watching.current(node, Tokens.service(), sample.id()).until(0);
        var viewer = Watching.current(node, Tokens.tenantViewer(sample.id()), sample.id()).until(0);
        var operator = Watching.current(node, Tokens.platformAuditor(), sample.id()).until(0);
        sample.after("delete");
        assertThat(service.ended()).isEqualTo("NOT_FOUND not-found");
        assertThat(viewer.ended()).isEqualTo("NOT_FOUND not-found");
        assertThat(operator.isOver()).isFalse();
        sample.after("purge");
        assertThat(operator.ended()).isEqualTo("NOT_FOUND not-found");
    }

    @Test
    void another_tenants_watch_is_not_there() {
        var other = api.registeredTenant();
        for (var node : nodes) {
            assertThat(Watching.current(node, Tokens.tenantAdmin(other), tenant).ended())
                    .isEqualTo("NOT_FOUND not-found");
        }
    }

    @Test
    void who_does_not_read_is_dropped_with_a_reason_and_others_are_not() {
        var idle = Watching.idle(nodes.getFirst(), Tokens.service(), tenant);
        var other = Watching.current(nodes.getFirst(), Tokens.service(), tenant).until(0);
        for (int version = 1; version <= 90; version++) {
            var body = Lookups.large(1 + version % 2);
            assertThat(api.put("/api/v1/tenants/" + tenant + "/config", body).status())
                    .isEqualTo(200);
        }

        assertThat(other.until(90).versions()).containsExactlyElementsOf(versions(0, 90));
        idle.readAll();
        assertThat(idle.ended()).isEqualTo("RESOURCE_EXHAUSTED watcher-too-slow");
        assertThat(idle.versions())
                .containsExactlyElementsOf(versions(0, idle.newest()))
                .doesNotContain(90L);
        try (var resumed =
                Watching.after(nodes.getLast(), Tokens.service(), tenant, idle.newest())) {
            assertThat(resumed.until(90).versions())
                    .containsExactlyElementsOf(versions(idle.newest() + 1, 90));
        }
        other.close();
    }

    private static List<Long> versions(long from, long upTo) {
        return LongStream.rangeClosed(from, upTo).boxed().toList();
    }
}
