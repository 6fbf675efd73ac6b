package io.voc.tenancy.query.onboarding;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.onboarding.OnboardingView;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.query.Cursors;
import io.voc.tenancy.query.Page;
import io.voc.tenancy.query.ProjectionProgress;
import io.voc.tenancy.query.QuerySide;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.Clock;
import java.util.function.Function;

/** Reads of onboardings over REST. */
@RestController
@RequestMapping(path = "/api/v1/onboardings", produces = APPLICATION_JSON_VALUE)
class OnboardingRestApi {

    private final OnboardingTable table;
    private final ProjectionProgress progress;
    private final Clock clock;

    OnboardingRestApi(OnboardingTable table, ProjectionProgress progress, Clock clock) {
        this.table = table;
        this.progress = progress;
        this.clock = clock;
    }

    @GetMapping
    Page<OnboardingView> list(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String step,
            @RequestParam(required = false) @Nullable Integer stuckForSeconds,
            @RequestParam(defaultValue = "50") int pageSize,
            @RequestParam(required = false) @Nullable String pageToken) {
        progress.awaitRequested(QuerySide.ONBOARDING_PROJECTION);
        var cursors =
                Cursors.of(
                        String.class,
                        "onboardings",
                        status,
                        step,
                        stuckForSeconds == null ? null : stuckForSeconds.toString());
        var found =
                table.page(
                        status,
                        step,
                        stuckForSeconds == null
                                ? null
                                : clock.instant().minusSeconds(stuckForSeconds),
                        cursors.start(pageToken).orElse(null),
                        Cursors.checkedSize(pageSize) + 1);
        return cursors.page(found, pageSize, Function.identity(), OnboardingView::id);
    }

    @GetMapping("/{onboardingId}")
    OnboardingDetail find(@PathVariable String onboardingId) {
        progress.awaitRequested(QuerySide.ONBOARDING_PROJECTION);
        if (!TypeId.ONBOARDING.matches(onboardingId)) {
            throw Rejection.notFound(TypeId.ONBOARDING.thing(), onboardingId);
        }
        return progress.find(QuerySide.ONBOARDING_PROJECTION, () -> table.find(onboardingId))
                .orElseThrow(() -> Rejection.notFound(TypeId.ONBOARDING.thing(), onboardingId));
    }
}
