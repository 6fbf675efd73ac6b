package io.voc.tenancy.query;

import static io.voc.tenancy.query.Samples.issued;
import static io.voc.tenancy.query.Samples.keyId;
import static io.voc.tenancy.query.Samples.registered;
import static io.voc.tenancy.query.Samples.secret;
import static io.voc.tenancy.query.Samples.tenantId;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.tenant.TenantEvent.TenantSuspended;
import io.voc.tenancy.kit.consistency.ConsistencyToken;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EntityTagIT {

    private final String id = tenantId();
    private final String tenant = "/api/v1/tenants/" + id;
    private final String keyId = keyId();

    @SuppressWarnings("NullAway.Init") // set before all
    private QuerySideNode node;

    @BeforeAll
    void start() {
        node = QuerySideNode.start();
        node.append(id, 0, registered(id));
        node.append(id, 1, new TenantSuspended(id, null));
        node.append(keyId, 0, issued(keyId, id, secret()));
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void one_resource_has_its_version_as_its_tag() {
        assertThat(tag(read(tenant))).isEqualTo("\"2\"");
        assertThat(tag(read(tenant + "/config"))).isEqualTo("\"0\"");
        assertThat(tag(read(tenant + "/api-keys/" + keyId))).isEqualTo("\"1\"");
    }

    @Test
    void pages_and_refusals_have_none() {
        for (var path :
                List.of("/api/v1/tenants", tenant + "/api-keys", "/api/v1/tenants/" + tenantId())) {
            var answer = read(path, "If-None-Match", "*");
            assertThat(answer.statusCode()).isNotEqualTo(304);
            assertThat(answer.headers().firstValue("ETag")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2\"", "W/\"2\"", "\"1\", \"2\"", "\"1\",W/\"2\" , \"x,y\"", "*"})
    void who_has_this_version_gets_304_without_a_body(String known) {
        var answer = read(tenant, "If-None-Match", known);

        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
        assertThat(tag(answer)).isEqualTo("\"2\"");
        assertThat(answer.headers().firstValue("Content-Type")).isEmpty();
    }

    @Test
    void several_headers_are_one_list() {
        var answer = read(tenant, "If-None-Match", "\"1\"", "If-None-Match", "\"2\"");

        assertThat(answer.statusCode()).isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "\"22\"", "2", "\"*\"", "nonsense", "\"1\", W/\"3\""})
    void who_has_another_gets_the_resource(String known) {
        var answer = read(tenant, "If-None-Match", known);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains(id);
    }

    private HttpResponse<String> read(String path, String... headers) {
        return node.get(
                path,
                Stream.concat(
                                Stream.of(ConsistencyToken.HEADER, String.valueOf(node.head())),
                                Stream.of(headers))
                        .toArray(String[]::new));
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElse("none");
    }
}
