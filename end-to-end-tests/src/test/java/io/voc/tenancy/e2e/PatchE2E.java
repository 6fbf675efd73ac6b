package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.Refusals.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpRequest.BodyPublishers;

/** A patch changes what it names and nothing else, as RFC 7396 says. */
class PatchE2E {

    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final Api api = Standalone.shared().api();
    private final String tenant = "/api/v1/tenants/" + api.registeredTenant();
    private final String config = tenant + "/config";

    /** Each is a patch of this metadata: {"crm": "4711", "tier": "gold"}. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"metadata": {"tier": null}}                  | {"crm": "4711"}
                    {"metadata": {"tier": "iron"}}                | {"crm": "4711", "tier": "iron"}
                    {"metadata": {"team": "b", "crm": null}}      | {"tier": "gold", "team": "b"}
                    {"metadata": {"none": null}}                  | {"crm": "4711", "tier": "gold"}
                    {"metadata": {}}                              | {"crm": "4711", "tier": "gold"}
                    {"metadata": null}                            | {}
                    {}                                            | {"crm": "4711", "tier": "gold"}
                    {"unknown": null, "deletedAt": null}          | {"crm": "4711", "tier": "gold"}
                    """)
    void a_profile_is_merged_with_its_patch(String patch, String metadata) {
        var before = patched(tenant, "{\"metadata\": {\"crm\": \"4711\", \"tier\": \"gold\"}}");

        var answer = patched(tenant, patch);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("metadata")).isEqualTo(json(metadata));
        assertThat(answer.text("name")).isEqualTo(before.text("name"));
        var isChanged = !before.body().path("metadata").equals(json(metadata));
        assertThat(answer.version()).isEqualTo(before.version() + (isChanged ? 1 : 0));
    }

    @Test
    void a_configuration_is_merged_in_depth_and_its_arrays_are_replaced() {
        patched(
                config,
                """
                {"telephony": {"provider": "SIP",
                               "allowedCountries": ["GB", "DE"],
                               "limits": {"maxConcurrentCalls": 10, "ringTimeoutMs": 9000}}}
                """);

        var answer =
                patched(
                        config,
                        """
                        {"telephony": {"allowedCountries": ["FR"],
                                       "limits": {"ringTimeoutMs": null, "maxConcurrentCalls": 20}}}
                        """);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.version()).isEqualTo(2);
        assertThat(answer.body().path("telephony"))
                .isEqualTo(
                        json(
                                """
                                {"provider": "SIP",
                                 "numbers": [],
                                 "allowedCountries": ["FR"],
                                 "limits": {"maxConcurrentCalls": 20}}
                                """));
        assertThat(patched(config, "{\"telephony\": null}").body().has("telephony")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{\"name\": \"Another\"}]", "\"name\"", "null", "4711", "true"})
    void a_patch_that_is_no_object_is_refused_as_a_whole(String patch) {
        for (var path : new String[] {tenant, config}) {
            var answer = patched(path, patch);

            assertRefused(answer, 400, "validation-failed");
            assertThat(answer.pointers()).containsExactly("");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{} {}", "{\"name\": \"A\", \"name\": \"B\"}"})
    void a_patch_that_is_no_json_is_refused(String patch) {
        assertRefused(patched(tenant, patch), 400, "validation-failed");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    tenant | {"name": null}                                | /name
                    tenant | {"contactEmail": null, "name": " "}           | /name, /contactEmail
                    tenant | {"slug": null}                                | /slug
                    tenant | {"slug": "other", "version": 9, "name": 7}    | /slug, /version, /name
                    tenant | {"id": null, "createdAt": "2020-01-01T00:00:00Z", "colour": 1} | /id, /createdAt, /colour
                    tenant | {"metadata": {"crm": 4711, "x": ["y"]}}       | /metadata/crm, /metadata/x
                    tenant | {"metadata": "none"}                          | /metadata
                    tenant | {"status": "DELETED", "purgeAfter": "2020-01-01T00:00:00Z"} | /status, /purgeAfter
                    config | {"telephony": {}}                             | /telephony/provider
                    config | {"telephony": {"provider": "SIP", "colour": 1}, "version": 7} | /telephony/colour, /version
                    config | {"tenantId": null, "aiAgents": [null]}        | /tenantId, /aiAgents/0
                    """)
    void a_patch_that_leads_to_faults_is_refused_with_all_of_them(
            String resource, String patch, String pointers) {
        var path = resource.equals("config") ? config : tenant;
        var before = patched(path, "{}");

        var answer = patched(path, patch);

        assertRefused(answer, 400, "validation-failed");
        assertThat(answer.pointers()).containsExactlyInAnyOrder(pointers.split(", "));
        assertThat(patched(path, "{}").body()).isEqualTo(before.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/merge-patch+json",
                "application/merge-patch+json; charset=utf-8",
                "application/json",
            })
    void a_patch_may_come_in_these_media_types(String mediaType) {
        var answer = api.patchText(tenant, "{\"name\": \"Größe\"}", mediaType);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("name")).isEqualTo("Größe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json-patch+json", "text/plain", "application/xml"})
    void a_patch_may_come_in_no_other_media_type(String mediaType) {
        for (var path : new String[] {tenant, config}) {
            assertRefused(
                    api.patchText(path, "{\"name\": \"Another\"}", mediaType),
                    415,
                    "unsupported-media-type");
        }
    }

    @Test
    void a_patch_is_no_replacement() {
        assertRefused(
                api.send(
                        api.request(tenant)
                                .header("Content-Type", MERGE_PATCH)
                                .PUT(BodyPublishers.ofString("{}"))),
                415,
                "unsupported-media-type");
    }

    private Api.Answer patched(String path, String patch) {
        return api.patchText(path, patch, MERGE_PATCH);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
