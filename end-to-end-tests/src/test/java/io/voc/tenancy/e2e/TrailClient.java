package io.voc.tenancy.e2e;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads trails, by pages and as streams. */
final class TrailClient {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Api api;

    TrailClient(Api api) {
        this.api = api;
    }

    /**
     * All entries, page by page.
     *
     * @param path with a query
     */
    List<JsonNode> pages(String path, int pageSize) {
        var entries = new ArrayList<JsonNode>();
        var token = "";
        do {
            var page = api.get(path + "&pageSize=" + pageSize + token);
            if (page.status() != 200) {
                throw new IllegalStateException(path + " answered " + page);
            }
            page.body().path("items").forEach(entries::add);
            token =
                    page.body().has("nextPageToken")
                            ? "&pageToken=" + page.text("nextPageToken")
                            : "";
        } while (!token.isEmpty());
        return entries;
    }

    List<JsonNode> ndjson(String path) {
        return streamed(path, "application/x-ndjson").lines().map(JSON::readTree).toList();
    }

    String streamed(String path, String mediaType) {
        try (var body = opened(path, mediaType).body()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A stream that has begun. */
    HttpResponse<InputStream> opened(String path, String mediaType) {
        try {
            return HTTP.send(
                    api.request(path).header("Accept", mediaType).GET().build(),
                    BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
