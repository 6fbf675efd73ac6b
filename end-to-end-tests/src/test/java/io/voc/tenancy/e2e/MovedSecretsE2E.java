package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.SampleConfiguration.ACCOUNT_TOKEN;
import static io.voc.tenancy.e2e.SampleConfiguration.TRUNK_PASSWORD;
import static io.voc.tenancy.e2e.SampleConfiguration.WEBHOOK_SECRET;
import static io.voc.tenancy.e2e.SampleConfiguration.complete;
import static io.voc.tenancy.e2e.SampleConfiguration.masked;
import static io.voc.tenancy.e2e.SampleConfiguration.with;
import static io.voc.tenancy.e2e.SampleConfiguration.without;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A secret never goes to another than it was sent for. */
class MovedSecretsE2E {

    private final Standalone standalone = Standalone.shared();
    private final String mark = "hush" + UUID.randomUUID().toString().replace("-", "");
    private final Api operator = standalone.api();
    private final String tenantId = operator.registeredTenant();
    private final Api api = operator.as(Tokens.tenantAdmin(tenantId));
    private final String path = "/api/v1/tenants/" + tenantId + "/config";
    private final JsonNode document = complete(mark);
    private final Api.Answer stored = api.put(path, document);

    @ParameterizedTest
    @CsvSource({
        "/telephony/sipTrunk/host, sip.evil.example, " + TRUNK_PASSWORD,
        "/telephony/sipTrunk/username, mallory, " + TRUNK_PASSWORD,
        "/telephony/sipTrunk/port, 5062, " + TRUNK_PASSWORD,
        "/telephony/credentials/accountId, mallory, " + ACCOUNT_TOKEN,
        "/telephony/provider, TWILIO, " + ACCOUNT_TOKEN,
        "/aiAgents/0/webhook/url, https://evil.example, " + WEBHOOK_SECRET,
    })
    void whom_they_belong_to_can_not_change_without_them(
            String field, String value, String secret) {
        Object other = field.endsWith("port") ? (Object) Integer.valueOf(value) : value;
        var changed = with(masked(document), field, other);

        for (var attempt : List.of(changed, without(changed, secret))) {
            var answer = api.put(path, attempt);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.pointers()).containsExactly(secret);
        }
        assertThat(api.put(path, with(changed, secret, "new")).version()).isEqualTo(2);
        assertThat(
                        api.put(path, with(with(changed, field, document.at(field)), secret, null))
                                .version())
                .isEqualTo(3);
    }

    @Test
    void whom_they_belong_to_may_change_when_they_are_removed() {
        var elsewhere = with(masked(document), "/aiAgents/0/webhook/url", "https://evil.example");

        var answer = api.put(path, with(elsewhere, WEBHOOK_SECRET, null));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().at(WEBHOOK_SECRET).isMissingNode()).isTrue();
    }

    /** Each step sets one that the next tries to lure out; what was said is all searched. */
    @Test
    void no_sequence_of_requests_tells_a_tenants_people_a_secret_and_nothing_stores_it_in_clear() {
        var said = new ArrayList<Api.Answer>(List.of(stored));
        var elsewhere = with(masked(document), "/telephony/sipTrunk/host", "evil.example");
        said.add(api.put(path, elsewhere));
        said.add(api.put(path, with(elsewhere, TRUNK_PASSWORD, mark + "-second")));
        said.add(
                api.patch(
                        path,
                        Map.of("telephony", Map.of("sipTrunk", Map.of("host", "other.example")))));
        said.add(api.put(path, with(masked(document), TRUNK_PASSWORD, List.of(mark))));
        said.add(api.put(path, with(masked(document), TRUNK_PASSWORD, mark.repeat(20))));
        said.add(
                api.put(
                        path,
                        Map.of("aiAgents", List.of(), "telephony", Map.of("provider", mark))));
        var keyed = new Keyed(api);
        for (int i = 0; i < 2; i++) {
            said.add(keyed.post(path + "/rollback", Map.of("version", 1)));
        }
        said.add(api.put(path, Map.of()));
        said.add(api.post(path + "/rollback", Map.of("version", 1)));
        said.add(api.post(path + "/rollback", Map.of("version", 2)));
        said.add(api.get(path + "/versions"));
        for (int version = 1; version <= 5; version++) {
            said.add(api.get(path + "/versions/" + version));
            said.add(api.get(path + "/diff?from=" + (version - 1) + "&to=" + version));
        }
        said.add(api.get(path + "/diff?from=0"));

        assertThat(said).extracting(Api.Answer::status).contains(200, 400);
        assertThat(said)
                .filteredOn(answer -> !answer.body().path("detail").asString().contains("provider"))
                .allSatisfy(answer -> assertThat(answer.response().body()).doesNotContain(mark));
        assertThat(new Everywhere(standalone).placesOf(mark + "-")).isEmpty();
    }
}
