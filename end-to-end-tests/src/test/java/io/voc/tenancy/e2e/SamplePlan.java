package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Plans of their own for tests, and tenants that have them. */
final class SamplePlan {

    private SamplePlan() {}

    static String anyName() {
        return "plan-" + Api.anySlug();
    }

    /** The name of a new plan. */
    static String created(Api api, Map<String, Object> limit) {
        var name = anyName();
        assertThat(api.post("/api/v1/plans", body(name, List.of(limit))).status()).isEqualTo(201);
        return name;
    }

    /** The id of a new tenant. */
    static String tenantOn(Api api, String plan) {
        var company = new HashMap<>(Api.company(Api.anySlug()));
        company.put("plan", plan);
        var answer = api.post("/api/v1/tenants", company);
        assertThat(answer.status()).isEqualTo(201);
        return answer.text("id");
    }

    static Map<String, Object> body(String name, List<Map<String, Object>> limits) {
        return Map.of("name", name, "limits", limits);
    }

    static Map<String, Object> keys(int amount) {
        return limit("api-keys", amount);
    }

    static Map<String, Object> limit(String metric, int amount) {
        return Map.of("metric", metric, "amount", amount, "enforcement", "HARD");
    }
}
