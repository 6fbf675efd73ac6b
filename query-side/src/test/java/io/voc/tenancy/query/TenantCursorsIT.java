package io.voc.tenancy.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantCursorsIT {

    @SuppressWarnings("NullAway.Init") // set before all
    private QuerySideNode node;

    @SuppressWarnings("NullAway.Init") // set before all
    private TenantLists tenants;

    @BeforeAll
    void start() {
        node = QuerySideNode.start();
        tenants = new TenantLists(node);
        IntStream.range(0, 3).forEach(_ -> tenants.register("Twin", "lists"));
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void a_cursor_is_refused_by_every_other_list_and_when_it_was_tampered_with() {
        var token =
                tenants.page("plan=lists&sort=name&pageSize=1", "")
                        .path("nextPageToken")
                        .asString();

        for (var other :
                List.of(
                        "sort=name",
                        "plan=lists",
                        "plan=lists&sort=-name",
                        "plan=lists&sort=name&status=ACTIVE",
                        "plan=lists&sort=name&text=a",
                        "plan=lists&sort=name&createdFrom=2020-01-01T00:00:00Z",
                        "plan=list&sort=name")) {
            assertRefused(other, token);
        }
        for (var forged :
                List.of(
                        "x",
                        "bm9uc2Vuc2U",
                        TenantLists.encoded("[]"),
                        token + "AAAA",
                        base64(decoded(token).replaceAll(",.*", ",1]")),
                        base64(decoded(token).replaceAll(",.*", ",null]")),
                        base64(decoded(token).replaceAll(",.*", ",\"\\\\u0000\"]")),
                        base64(decoded(token).replaceAll(",.*", ",\"\\\\ud800\"]")))) {
            assertRefused("plan=lists&sort=name", forged);
        }
    }

    @Test
    @Timeout(120)
    void nobody_is_lost_or_repeated_while_others_register() {
        var appended = Collections.synchronizedList(new ArrayList<String>());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writers =
                    CompletableFuture.allOf(
                            IntStream.range(0, 8)
                                    .mapToObj(_ -> registering(40, appended, threads))
                                    .toArray(CompletableFuture<?>[]::new));
            var read = new ArrayList<String>();
            var pageStart = 0;
            var token = "";
            while (!writers.isDone() || read.size() < appended.size()) {
                var page = tenants.presentPage("plan=crowd&pageSize=7", token);
                var ids = TenantLists.ids(page);
                var seen = read.subList(pageStart, read.size());
                assertThat(ids.subList(0, seen.size()))
                        .as("the last page, read again, has only grown")
                        .isEqualTo(seen);
                seen.clear();
                read.addAll(ids);
                var next = page.path("nextPageToken").asString("");
                if (!next.isEmpty()) {
                    token = next;
                    pageStart = read.size();
                }
            }

            writers.join();
            assertThat(read).hasSize(320).doesNotHaveDuplicates();
            assertThat(read).containsExactlyInAnyOrderElementsOf(appended);
            assertThat(read).isEqualTo(tenants.listed("plan=crowd", 500));
        }
    }

    private CompletableFuture<Void> registering(
            int count, List<String> appended, Executor threads) {
        return CompletableFuture.runAsync(
                () ->
                        IntStream.range(0, count)
                                .forEach(_ -> appended.add(tenants.register("Crowd", "crowd"))),
                threads);
    }

    private void assertRefused(String query, String token) {
        var answer = node.get("/api/v1/tenants?" + query + "&pageToken=" + token);
        assertThat(answer.statusCode()).as(query + " " + token).isEqualTo(400);
        assertThat(answer.body()).contains("validation-failed", "\"pageToken\"");
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String token) {
        return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    }
}
