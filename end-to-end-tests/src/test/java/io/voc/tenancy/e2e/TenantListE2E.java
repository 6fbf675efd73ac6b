package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.ReadsAfter.byGrpc;
import static io.voc.tenancy.e2e.ReadsAfter.read;
import static io.voc.tenancy.e2e.ReadsAfter.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.v1.ListTenantsRequest;
import io.voc.tenancy.v1.Tenant;
import io.voc.tenancy.v1.TenantSort;

import org.junit.jupiter.api.Test;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

class TenantListE2E {

    private final Standalone standalone = Standalone.shared();
    private final Api api = standalone.api();
    private final String mark = "m" + UUID.randomUUID().toString().replace("-", "");
    private final List<String> registered = new ArrayList<>();
    private String last = "";

    TenantListE2E() {
        for (var name : List.of("beta", "Alpha", "GAMMA", "alpha", "Ärzte")) {
            var company = new HashMap<>(Api.company(Api.anySlug()));
            company.put("name", name + " " + mark);
            var answer = api.post("/api/v1/tenants", company);
            registered.add(answer.text("id"));
            last = token(answer);
        }
    }

    @Test
    void is_filtered_by_text_in_any_case_and_sorted_in_pages_of_any_size() {
        var upper = "text=" + mark.toUpperCase(java.util.Locale.ROOT);
        assertThat(ids(upper, 2)).isEqualTo(registered);
        assertThat(ids(upper + "&sort=-createdAt", 2)).isEqualTo(registered.reversed());
        var byName = ids(upper + "&sort=name", 2);
        assertThat(byName.subList(2, 5))
                .containsExactly(registered.get(0), registered.get(2), registered.get(4));
        assertThat(byName.subList(0, 2))
                .containsExactlyInAnyOrder(registered.get(1), registered.get(3));
        assertThat(ids(upper + "&sort=-name", 3)).isEqualTo(byName.reversed());
        assertThat(ids("text=" + encoded("ÄRZTE " + mark), 1))
                .containsExactly(registered.getLast());
        assertThat(ids("text=" + encoded("%" + mark), 1)).isEmpty();
    }

    @Test
    void is_filtered_by_status_and_time_and_hides_who_is_gone() {
        last = token(api.delete("/api/v1/tenants/" + registered.getFirst()));
        last = token(api.post("/api/v1/tenants/" + registered.get(1) + "/suspend", Map.of()));

        assertThat(ids("text=" + mark, 50)).isEqualTo(registered.subList(1, 5));
        assertThat(ids("status=DELETED&text=" + mark, 50)).containsExactly(registered.getFirst());
        assertThat(ids("status=SUSPENDED&text=" + mark, 50)).containsExactly(registered.get(1));
        var created = api.get("/api/v1/tenants/" + registered.get(3)).text("createdAt");
        assertThat(ids("createdFrom=" + created + "&text=" + mark, 1))
                .endsWith(registered.get(3), registered.get(4));
        assertThat(ids("createdBefore=" + created + "&text=" + mark, 1))
                .doesNotContain(registered.get(3), registered.get(4));
    }

    @Test
    void is_the_same_over_grpc() {
        var first =
                byGrpc(standalone, last)
                        .listTenants(
                                ListTenantsRequest.newBuilder()
                                        .setText(mark)
                                        .setPageSize(3)
                                        .setSort(TenantSort.TENANT_SORT_NAME_DESCENDING)
                                        .build());
        var second =
                byGrpc(standalone, last)
                        .listTenants(
                                ListTenantsRequest.newBuilder()
                                        .setText(mark)
                                        .setPageSize(3)
                                        .setSort(TenantSort.TENANT_SORT_NAME_DESCENDING)
                                        .setPageToken(first.getNextPageToken())
                                        .build());

        var ids = new ArrayList<>(first.getTenantsList());
        ids.addAll(second.getTenantsList());
        assertThat(ids)
                .extracting(Tenant::getId)
                .isEqualTo(ids("text=" + mark + "&sort=-name", 50));
        assertThat(second.getNextPageToken()).isEmpty();
    }

    private List<String> ids(String query, int pageSize) {
        var ids = new ArrayList<String>();
        var pageToken = "";
        do {
            var page =
                    read(
                            api,
                            "/api/v1/tenants?"
                                    + query
                                    + "&pageSize="
                                    + pageSize
                                    + (pageToken.isEmpty() ? "" : "&pageToken=" + pageToken),
                            last);
            assertThat(page.status()).isEqualTo(200);
            page.body().path("items").forEach(item -> ids.add(item.path("id").asString()));
            pageToken = page.text("nextPageToken");
        } while (!pageToken.isEmpty());
        return ids;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
