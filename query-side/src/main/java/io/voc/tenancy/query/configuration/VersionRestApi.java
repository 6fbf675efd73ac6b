package io.voc.tenancy.query.configuration;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.kit.identity.Actors;
import io.voc.tenancy.query.Page;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.regex.Pattern;

/** Reads of a configuration's past over REST. */
@RestController
@RequestMapping(path = "/api/v1/tenants/{tenantId}/config", produces = APPLICATION_JSON_VALUE)
class VersionRestApi {

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    private final VersionQueries versions;

    VersionRestApi(VersionQueries versions) {
        this.versions = versions;
    }

    @GetMapping("/versions")
    Page<ConfigurationVersion> list(
            @PathVariable String tenantId,
            @RequestParam(defaultValue = "50") int pageSize,
            @RequestParam(required = false) @Nullable String pageToken) {
        return versions.list(tenantId, pageSize, pageToken, Actors.current());
    }

    @GetMapping("/versions/{version}")
    ConfigurationVersion find(@PathVariable String tenantId, @PathVariable String version) {
        if (!NUMBER.matcher(version).matches()) {
            throw Rejection.notFound("configuration version", version);
        }
        return versions.find(tenantId, Long.parseLong(version), Actors.current());
    }

    @GetMapping("/diff")
    VersionQueries.Difference diff(
            @PathVariable String tenantId,
            @RequestParam(required = false) @Nullable Long from,
            @RequestParam(required = false) @Nullable Long to) {
        return versions.diff(tenantId, from, to, Actors.current());
    }
}
