package io.voc.tenancy.query.usage;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.voc.tenancy.contracts.usage.LimitUse;
import io.voc.tenancy.query.Cursors;
import io.voc.tenancy.query.Page;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Which tenants are near their limits, for operators over REST. */
@RestController
@RequestMapping(path = "/api/v1/usage", produces = APPLICATION_JSON_VALUE)
class LimitUseRestApi {

    private final LimitUseQueries queries;

    LimitUseRestApi(LimitUseQueries queries) {
        this.queries = queries;
    }

    @GetMapping
    Page<LimitUse> list(
            @RequestParam(required = false) @Nullable String metric,
            @RequestParam(defaultValue = "80") int atLeastPercent,
            @RequestParam(defaultValue = "50") int pageSize,
            @RequestParam(required = false) @Nullable String pageToken) {
        var size = Cursors.checkedSize(pageSize);
        var cursors = Cursors.of(String.class, "limit-use", metric, String.valueOf(atLeastPercent));
        var after = cursors.start(pageToken).map(UsePlace::of).orElse(UsePlace.FIRST);
        var found = queries.find(metric, atLeastPercent, after, size + 1);
        return cursors.page(found, size, use -> use, use -> UsePlace.of(use).text());
    }
}
