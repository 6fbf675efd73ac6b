package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.v1.ConfigurationServiceGrpc;
import io.voc.tenancy.v1.GetConfigurationRequest;
import io.voc.tenancy.v1.GetTenantRequest;
import io.voc.tenancy.v1.ListTenantsRequest;
import io.voc.tenancy.v1.Tenant;
import io.voc.tenancy.v1.TenantServiceGrpc;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;

/** What a write has answered, every node shows to a read that has the write's token. */
class ConsistencyE2E {

    private static final String TENANTS = "/api/v1/tenants";
    private static final int WRITERS = 16;
    private static final int WRITES_EACH = 3;
    private static final int UNTOLD_WRITES_EACH = 10;

    private final Standalone installation = Standalone.shared();
    private final Api api = installation.api();
    private final List<Api> writers = nodes("command-side");
    private final List<Api> readers = nodes("query-side");
    private final List<String> grpcReaders =
            Standalone.IS_SEPARATE
                    ? installation.inner("query-side", "GRPC_PORT")
                    : List.of(installation.environment("GRPC_PORT"));

    private List<Api> nodes(String side) {
        return Standalone.IS_SEPARATE ? installation.inner(side) : List.of(api);
    }

    @Test
    void a_read_with_its_token_shows_a_write_at_every_node_at_once() {
        var shown =
                AtOnce.all(
                        WRITERS,
                        number -> {
                            var writer = writers.get(number % writers.size());
                            for (int i = 0; i < WRITES_EACH; i++) {
                                assertShown(writer);
                            }
                            return number;
                        });

        assertThat(shown).hasSize(WRITERS);
    }

    private void assertShown(Api writer) {
        var slug = Api.anySlug();
        var registered = writer.post(TENANTS, Api.company(slug));
        var path = TENANTS + "/" + registered.text("id");
        assertShown(registered, path);
        assertListed(registered, TENANTS + "?text=" + slug);

        var profile = Map.of("name", "Renamed " + slug, "contactEmail", "new@company.example");
        var renamed = writer.put(path, profile);
        assertShown(renamed, path);
        assertListed(renamed, TENANTS + "?sort=name&text=Renamed%20" + slug);
        assertShownOverGrpc(renamed);

        assertShown(
                writer.put(path + "/config", Map.of("aiAgents", List.of(agent()))),
                path + "/config");

        var issued = writer.post(path + "/api-keys", key());
        assertListed(issued, path + "/api-keys");
        var keyPath = path + "/api-keys/" + issued.text("id");
        assertShown(withoutSecret(issued), keyPath);
        assertShown(writer.delete(keyPath), keyPath);

        var deleted = writer.delete(path);
        assertShown(deleted, path);
        assertThat(readers)
                .allSatisfy(reader ->
                        assertThat(
                                        read(reader, TENANTS + "?text=" + slug, deleted)
                                                .body()
                                                .path("items"))
                                .isEmpty());
    }

    /** The end is told more exactly than any time is kept. */
    private static Map<String, Object> key() {
        return Map.of(
                "name",
                "A key",
                "scopes",
                List.of("config:read"),
                "expiresAt",
                "2999-01-01T00:00:00.123456789Z");
    }

    private static Api.Answer withoutSecret(Api.Answer issued) {
        var body = ((ObjectNode) issued.body()).deepCopy().without("secret");
        return new Api.Answer(issued.status(), body, issued.response());
    }

    /** The resource is read as the write has answered it, with its version. */
    private void assertShown(Api.Answer write, String path) {
        assertThat(write.status()).as(write.response().body()).isLessThan(300);
        assertThat(readers)
                .allSatisfy(reader -> {
                    var read = read(reader, path, write);
                    assertThat(read.body()).isEqualTo(write.body());
                    assertThat(read.response().headers().firstValue("ETag"))
                            .isEqualTo(write.response().headers().firstValue("ETag"));
                });
    }

    private void assertListed(Api.Answer write, String list) {
        assertThat(readers)
                .allSatisfy(reader -> {
                    var items = read(reader, list, write).body().path("items");
                    assertThat(items).as(list).hasSize(1);
                    assertThat(items.path(0).path("id")).isEqualTo(write.body().path("id"));
                    assertThat(items.path(0).path("version"))
                            .isEqualTo(write.body().path("version"));
                });
    }

    private void assertShownOverGrpc(Api.Answer write) {
        var id = write.text("id");
        assertThat(grpcReaders)
                .allSatisfy(port -> {
                    var tenants = tenants(port, token(write));
                    var one =
                            tenants.getTenant(
                                    GetTenantRequest.newBuilder().setTenantId(id).build());
                    assertThat(one.getVersion()).isEqualTo(write.body().path("version").asLong());
                    var all =
                            tenants.listTenants(
                                    ListTenantsRequest.newBuilder().setText(one.getSlug()).build());
                    assertThat(all.getTenantsList())
                            .extracting(Tenant::getName)
                            .containsExactly(write.text("name"));
                });
    }

    @Test
    void a_service_sees_a_configuration_over_grpc_by_its_token() {
        var path = TENANTS + "/" + api.registeredTenant() + "/config";
        for (int version = 1; version <= WRITERS; version++) {
            var agents = Map.of("aiAgents", List.of(agent("Version " + version)));
            var write = writers.get(version % writers.size()).put(path, agents);
            for (var port : grpcReaders) {
                var read =
                        Grpc.withToken(
                                        ConfigurationServiceGrpc.newBlockingStub(
                                                Grpc.channel(port)),
                                        token(write))
                                .getConfiguration(
                                        GetConfigurationRequest.newBuilder()
                                                .setTenantId(write.text("tenantId"))
                                                .build());
                assertThat(read.getVersion()).isEqualTo(version);
            }
        }
    }

    /** As a script does that knows of no tokens. */
    @Test
    void what_was_just_written_is_never_missed_by_its_id() {
        var missed =
                AtOnce.all(
                        WRITERS,
                        number -> {
                            var writer = writers.get(number % writers.size());
                            var reader = readers.get((number + 1) % readers.size());
                            return countMissed(writer, reader);
                        });

        assertThat(missed).hasSize(WRITERS).containsOnly(0L);
    }

    private static long countMissed(Api writer, Api reader) {
        var missed = 0L;
        for (int i = 0; i < UNTOLD_WRITES_EACH; i++) {
            var tenant = TENANTS + "/" + writer.registeredTenant();
            missed += reader.get(tenant).status() == 200 ? 0 : 1;
            var key = writer.issuedKey(tenant.substring(TENANTS.length() + 1), "config:read");
            var keyPath = tenant + "/api-keys/" + key.path("id").asString();
            missed += reader.get(keyPath).status() == 200 ? 0 : 1;
        }
        return missed;
    }

    private static Api.Answer read(Api reader, String path, Api.Answer write) {
        var answer = read(reader, path, token(write));
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer;
    }

    private static Api.Answer read(Api reader, String path, String token) {
        return reader.send(reader.request(path).header("Consistency-Token", token).GET());
    }

    private static String token(Api.Answer write) {
        return write.response().headers().firstValue("Consistency-Token").orElseThrow();
    }

    private static TenantServiceGrpc.TenantServiceBlockingStub tenants(String port, String token) {
        return Grpc.withToken(TenantServiceGrpc.newBlockingStub(Grpc.channel(port)), token);
    }

    private static Map<String, Object> agent() {
        return agent("Reception");
    }

    private static Map<String, Object> agent(String name) {
        return Map.of(
                "id",
                "reception",
                "name",
                name,
                "purpose",
                "SUPPORT",
                "enabled",
                true,
                "language",
                "en",
                "model",
                Map.of("provider", "example", "name", "fast-1"));
    }
}
