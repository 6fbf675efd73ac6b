package io.voc.tenancy.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voc.tenancy.contracts.apikey.ApiKeyEnvironment;
import io.voc.tenancy.contracts.apikey.ApiKeyVerification;
import io.voc.tenancy.contracts.apikey.ApiKeyVerification.Result;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.gateway.TestProcess;
import io.voc.tenancy.kit.ServiceKit;

import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemoteApiKeyDirectoryTest {

    private static final String NOBODY = "http://127.0.0.1:1";
    private static final ApiKeyVerification GOOD =
            new ApiKeyVerification(
                    Result.VALID,
                    "ten_01h455vb4pex5vsknk084sn02q",
                    "key_01h455vb4pex5vsknk084sn02q",
                    ApiKeyEnvironment.TEST,
                    Set.of("config:read", "keys:*"),
                    "growth",
                    List.of("10.0.0.0/8"),
                    Instant.parse("2030-01-01T10:00:00.123456Z"),
                    null);

    private final TestProcess querySide = new TestProcess(QuerySide.class);
    private final CloseableHttpClient client = HttpClients.createDefault();

    @AfterAll
    void stop() throws IOException {
        client.close();
        querySide.close();
    }

    /** Answers as the query side does, to those who may ask. */
    @EnableAutoConfiguration
    @Import({ServiceKit.class, Verification.class})
    static class QuerySide {}

    @RestController
    static class Verification {

        record VerifyApiKeyRequest(String key, String sourceIp) {}

        @PostMapping("/api/v1/api-keys/verify")
        ApiKeyVerification verify(@RequestBody VerifyApiKeyRequest request) {
            return request.key().equals("good") && request.sourceIp().equals("10.1.2.3")
                    ? GOOD
                    : ApiKeyVerification.notFound();
        }
    }

    @Test
    void tells_all_that_the_query_side_knows() {
        assertThat(directory(querySide.url()).verify("good", "10.1.2.3")).isEqualTo(GOOD);
        assertThat(directory(querySide.url()).verify("good", "10.1.2.4"))
                .isEqualTo(ApiKeyVerification.notFound());
        assertThat(directory(querySide.url()).verify("bad", "10.1.2.3"))
                .isEqualTo(ApiKeyVerification.notFound());
    }

    @Test
    void asks_the_next_node_when_one_is_away() {
        var directory = directory(NOBODY + ", " + querySide.url() + "," + NOBODY);

        for (int i = 0; i < 3; i++) {
            assertThat(directory.verify("good", "10.1.2.3")).isEqualTo(GOOD);
        }
    }

    @Test
    void can_not_tell_when_all_are_away() {
        assertUnavailable(directory(NOBODY + "," + NOBODY));
    }

    @Test
    void can_not_tell_when_the_query_side_does_not_trust_it() {
        try (var other =
                new TestProcess(QuerySide.class, "another-internal-key-0123456789abcdef")) {
            assertUnavailable(directory(other.url()));
        }
    }

    private RemoteApiKeyDirectory directory(String urls) {
        return new RemoteApiKeyDirectory(
                new Sides(Nodes.at(NOBODY), Nodes.at(urls)),
                client,
                querySide.internalTokens(),
                JsonMapper.shared());
    }

    private static void assertUnavailable(RemoteApiKeyDirectory directory) {
        assertThatThrownBy(() -> directory.verify("good", "10.1.2.3"))
                .isInstanceOfSatisfying(
                        Rejection.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(RejectionCode.UNAVAILABLE));
    }
}
