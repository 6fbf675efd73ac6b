package io.voc.tenancy.query;

import static io.voc.tenancy.query.Samples.registered;
import static io.voc.tenancy.query.Samples.tenantId;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.kit.consistency.ConsistencyToken;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The list of tenants as an operator reads it over REST, always with everything that is stored. */
final class TenantLists {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final QuerySideNode node;

    TenantLists(QuerySideNode node) {
        this.node = node;
    }

    String register(String name, String plan) {
        var id = tenantId();
        node.append(id, 0, registered(id, name, plan));
        names.put(id, name);
        return id;
    }

    String nameOf(String id) {
        return names.getOrDefault(id, "nobody");
    }

    /** All pages' ids, with everything that is stored now. */
    List<String> listed(String query, int pageSize) {
        var ids = new ArrayList<String>();
        var token = "";
        do {
            var page = page(query + "&pageSize=" + pageSize, token);
            ids.addAll(ids(page));
            token = page.path("nextPageToken").asString("");
        } while (!token.isEmpty());
        return ids;
    }

    JsonNode page(String query, String token) {
        return page(query, token, ConsistencyToken.HEADER, String.valueOf(node.head()));
    }

    /** With whatever is projected already. */
    JsonNode presentPage(String query, String token) {
        return page(query, token, "X-Correlation-Id", "present");
    }

    private JsonNode page(String query, String token, String... headers) {
        var answer =
                node.get(
                        "/api/v1/tenants?" + query + (token.isEmpty() ? "" : "&pageToken=" + token),
                        headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    static List<String> ids(JsonNode page) {
        return page.path("items").valueStream().map(item -> item.path("id").asString()).toList();
    }

    String createdAt(String id) {
        var answer =
                node.get(
                        "/api/v1/tenants/" + id,
                        ConsistencyToken.HEADER,
                        String.valueOf(node.head()));
        return JSON.readTree(answer.body()).path("createdAt").asString();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
