package io.voc.tenancy.benchmarks;

import io.voc.tenancy.benchmarks.BenchmarkDatabase.Part;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A query side with so many tenants, and a caller who reads pages of them. */
final class TenantPages implements AutoCloseable {

    /** As the projection writes them, in ordinary proportions. */
    private static final String FILL =
            """
            INSERT INTO query.tenant (id, position, slug, name, contact_email, region, plan, metadata, status, version,
                                      created_at, updated_at)
            SELECT 'ten_' || lpad(n::text, 26, '0'), n, 'company-' || n, 'Company ' || md5(n::text),
                   'ops@company-' || n || '.example', 'eu-central',
                   CASE WHEN n % 10 = 0 THEN 'enterprise' WHEN n % 3 = 0 THEN 'growth' ELSE 'starter' END,
                   '{"crm": "0061t00000abcde", "segment": "mid-market"}',
                   CASE n % 20 WHEN 1 THEN 'PENDING' WHEN 2 THEN 'DELETED' WHEN 0 THEN 'SUSPENDED' ELSE 'ACTIVE' END,
                   1, at, at
            FROM generate_series(1, :tenants) n, LATERAL (SELECT timestamptz '2026-01-01Z' + n * interval '1 minute' AS at) t
            """;

    private final JsonMapper json = JsonMapper.builder().build();
    private final String token = OperatorToken.mint();
    private final JarProcess querySide;
    private @Nullable KeepAliveConnection connection;

    private TenantPages(JarProcess querySide) {
        this.querySide = querySide;
    }

    static TenantPages of(Part part, int tenants)
            throws IOException, InterruptedException, SQLException {
        var querySide =
                JarProcess.start(
                        "query-side",
                        Map.of(
                                "DATABASE_URL",
                                part.database().databaseUrl(),
                                "MASTER_KEY",
                                CommandNode.MASTER_KEY));
        part.execute(FILL.replace(":tenants", String.valueOf(tenants)));
        part.execute("VACUUM (ANALYZE) query.tenant");
        return new TenantPages(querySide);
    }

    /** The nanoseconds that a read takes. */
    long read(String path) throws IOException {
        if (connection == null) { // not earlier: what is idle for long is closed
            connection = new KeepAliveConnection(querySide.port(), token);
        }
        long started = System.nanoTime();
        if (connection.get(path) != 200) {
            throw new IOException("refused: " + path);
        }
        return System.nanoTime() - started;
    }

    /** The queries of all pages but the first, of the default size. */
    List<String> cursors(String query) throws IOException, InterruptedException {
        var queries = new ArrayList<String>();
        try (var client = HttpClient.newHttpClient()) {
            var next = next(client, query);
            while (!next.isEmpty()) {
                queries.add(query + "&pageToken=" + next);
                next = next(client, queries.getLast());
            }
        }
        return queries;
    }

    private String next(HttpClient client, String query) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(querySide.url() + "/api/v1/tenants?" + query))
                        .header("Authorization", "Bearer " + token)
                        .build();
        var page = client.send(request, BodyHandlers.ofString()).body();
        return json.readTree(page).path("nextPageToken").asString("");
    }

    @Override
    public void close() throws IOException {
        if (connection != null) {
            connection.close();
        }
        querySide.close();
    }
}
