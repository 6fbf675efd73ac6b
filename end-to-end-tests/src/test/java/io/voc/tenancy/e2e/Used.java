package io.voc.tenancy.e2e;

import tools.jackson.databind.JsonNode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A tenant that uses what is metered, with limits of its own. */
record Used(Api api, String tenantId) {

    static Used tenant(Api api) {
        return new Used(api, api.registeredTenant());
    }

    /** Has this one limit in place of its plan's. */
    Used limitedTo(String metric, long amount, String period, String enforcement) {
        var limit = new HashMap<String, Object>();
        limit.put("metric", metric);
        limit.put("amount", amount);
        limit.put("enforcement", enforcement);
        if (!period.isEmpty()) {
            limit.put("period", period);
        }
        var answer = api.put(path("/limits"), Map.of("limits", List.of(limit)));
        if (answer.status() != 200) {
            throw new IllegalStateException("not limited: " + answer);
        }
        return this;
    }

    Api.Answer consume(long amount) {
        return consume(amount, UUID.randomUUID().toString());
    }

    Api.Answer consume(long amount, String requestId) {
        return api.post(
                path("/usage"),
                Map.of("metric", "calls", "amount", amount, "requestId", requestId));
    }

    Api.Answer reserve(long ttlSeconds) {
        return api.post(
                path("/reservations"),
                Map.of(
                        "metric",
                        "concurrent-calls",
                        "ttlSeconds",
                        ttlSeconds,
                        "requestId",
                        UUID.randomUUID().toString()));
    }

    /** What is used in the present period. */
    JsonNode now(String metric, String period) {
        return api.get(path("/usage"))
                .body()
                .path("items")
                .valueStream()
                .filter(item ->
                        item.path("metric").asString().equals(metric)
                                && item.path("period").asString("").equals(period))
                .findFirst()
                .orElseThrow();
    }

    /** A record of a batch. */
    Map<String, Object> calls(long amount, String requestId) {
        return Map.of(
                "tenantId", tenantId, "metric", "calls", "amount", amount, "requestId", requestId);
    }

    String path(String below) {
        return "/api/v1/tenants/" + tenantId + below;
    }
}
