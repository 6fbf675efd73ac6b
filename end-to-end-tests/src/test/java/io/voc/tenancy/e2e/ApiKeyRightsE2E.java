package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.Refusals.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** No key gets more out of another than it may do itself; requests come from 127.0.0.1. */
class ApiKeyRightsE2E {

    private final Api api = Standalone.shared().api();
    private final String tenantId = api.registeredTenant();
    private final String keys = "/api/v1/tenants/" + tenantId + "/api-keys";

    /** Who asks has keys:manage and config:*, perhaps an end in an hour and 127.0.0.0/8 only. */
    @ParameterizedTest(name = "{0}, {1} h, {2} by one of {3} h, {4}: {5}")
    @CsvSource(
            nullValues = "-",
            value = {
                "config:read,  -, -,            -, -,           true",
                "config:*,     9, 10.0.0.0/8,   -, -,           true",
                "keys:manage,  -, -,            -, -,           true",
                "keys:*,       -, -,            -, -,           false",
                "usage:read,   -, -,            -, -,           false",
                "*:*,          -, -,            -, -,           false",
                "config:read,  1, -,            2, -,           true",
                "config:read,  2, -,            1, -,           false",
                "config:read,  -, -,            1, -,           false",
                "config:read,  -, 127.0.0.1/32, -, 127.0.0.0/8, true",
                "config:read,  -, 10.0.0.0/8,   -, 127.0.0.0/8, false",
                "config:read,  -, 0.0.0.0/0,    -, 127.0.0.0/8, false",
                "config:read,  -, -,            -, 127.0.0.0/8, false",
            })
    void decide_which_keys_it_may_make_change_and_rotate(
            String scope,
            @Nullable String hours,
            @Nullable String cidr,
            @Nullable String ownHours,
            @Nullable String ownCidr,
            boolean may) {
        var own = created(settings(List.of("keys:manage", "config:*"), ownHours, ownCidr));
        var manager = api.as(own.text("secret"));
        var wanted = settings(List.of(scope), hours, cidr);
        var target = keys + "/" + created(wanted).text("id");
        var small =
                keys
                        + "/"
                        + created(settings(List.of("keys:manage"), ownHours, ownCidr)).text("id");
        var answers =
                List.of(
                        manager.post(keys, wanted),
                        manager.patch(target, Map.of("name", "Renamed")),
                        manager.patch(target, settings(List.of("keys:manage"), ownHours, ownCidr)),
                        manager.post(target + "/rotate", Map.of()),
                        manager.patch(small, wanted));

        if (may) {
            // what is not named stays: its end, and from where it may be used
            assertThat(answers.subList(0, 2))
                    .allSatisfy(it -> assertThat(it.status()).isLessThan(300));
            assertThat(answers.get(3).status()).isEqualTo(200);
            assertThat(answers.get(4).status()).isEqualTo(200);
        } else {
            assertThat(answers.subList(0, 4)).allSatisfy(it -> assertRefused(it, 403, "forbidden"));
        }
        assertThat(manager.delete(target).text("status")).isEqualTo("REVOKED");
    }

    @Test
    void to_manage_keys_do_not_come_with_those_to_read_them() {
        var key = keys + "/" + api.issuedKey(tenantId, "config:read").path("id").asString();
        var reader = api.as(api.issuedKey(tenantId, "keys:read").path("secret").asString());

        assertThat(reader.get(key).status()).isEqualTo(200);
        assertThat(reader.get(key).body().has("secret")).isFalse();
        assertRefused(reader.patch(key, Map.of("name", "Mine")), 403, "forbidden");
        assertRefused(reader.post(key + "/rotate", Map.of()), 403, "forbidden");
        assertRefused(reader.delete(key), 403, "forbidden");
    }

    @Test
    void of_people_reach_every_scope_of_their_tenant_but_no_other_tenant() {
        var admin = api.as(Tokens.tenantAdmin(tenantId));
        var stranger = api.as(Tokens.tenantAdmin(api.registeredTenant()));
        var key = keys + "/" + admin.post(keys, settings(List.of("*:*"), null, null)).text("id");

        assertThat(admin.patch(key, Map.of("name", "Renamed")).status()).isEqualTo(200);
        assertThat(admin.post(key + "/rotate", Map.of()).status()).isEqualTo(200);
        assertRefused(stranger.patch(key, Map.of("name", "Mine")), 404, "not-found");
        assertRefused(stranger.post(key + "/rotate", Map.of()), 404, "not-found");
        assertRefused(
                api.as(Tokens.tenantViewer(tenantId)).patch(key, Map.of("name", "Mine")),
                403,
                "forbidden");
    }

    @Test
    void count_only_where_the_key_may_be_used_from() {
        var elsewhere = created(settings(List.of("*:*"), null, "203.0.113.0/24"));
        var here = created(settings(List.of("*:*"), null, "127.0.0.0/8"));

        assertRefused(api.as(elsewhere.text("secret")).get(keys), 403, "forbidden");
        assertThat(api.as(here.text("secret")).get(keys).status()).isEqualTo(200);
    }

    private Api.Answer created(Map<String, Object> settings) {
        var answer = api.post(keys, settings);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
        return answer;
    }

    private static Map<String, Object> settings(
            List<String> scopes, @Nullable String hours, @Nullable String cidr) {
        var settings = new HashMap<String, Object>(Map.of("name", "A key", "scopes", scopes));
        if (hours != null) {
            var end =
                    Instant.parse("2040-01-01T00:00:00Z")
                            .plusSeconds(Long.parseLong(hours) * 3_600);
            settings.put("expiresAt", end.toString());
        }
        if (cidr != null) {
            settings.put("allowedCidrs", List.of(cidr));
        }
        return settings;
    }
}
