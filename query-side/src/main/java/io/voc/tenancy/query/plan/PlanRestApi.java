package io.voc.tenancy.query.plan;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.voc.tenancy.contracts.plan.Metric;
import io.voc.tenancy.contracts.plan.MetricCatalogue;
import io.voc.tenancy.contracts.plan.PlanCommand;
import io.voc.tenancy.contracts.plan.PlanView;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.query.Cursors;
import io.voc.tenancy.query.Page;
import io.voc.tenancy.query.ProjectionProgress;
import io.voc.tenancy.query.QuerySide;

import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reads of plans and metrics over REST. */
@RestController
@RequestMapping(path = "/api/v1", produces = APPLICATION_JSON_VALUE)
class PlanRestApi {

    private static final String IS_THERE =
            "SELECT EXISTS (SELECT FROM command.plan WHERE name = :name)";

    private final PlanRows rows;
    private final MetricCatalogue metrics;
    private final ProjectionProgress progress;
    private final JdbcClient jdbc;

    PlanRestApi(
            PlanRows rows, MetricCatalogue metrics, ProjectionProgress progress, JdbcClient jdbc) {
        this.rows = rows;
        this.metrics = metrics;
        this.progress = progress;
        this.jdbc = jdbc;
    }

    @GetMapping("/plans")
    Page<PlanView> list(
            @RequestParam(defaultValue = "50") int pageSize,
            @RequestParam(required = false) @Nullable String pageToken) {
        progress.awaitRequested(QuerySide.PLAN_PROJECTION);
        var cursors = Cursors.of(String.class, "plans");
        var found =
                rows.findByDeletedAtIsNullAndNameGreaterThanOrderByName(
                        cursors.start(pageToken).orElse(""),
                        Limit.of(Cursors.checkedSize(pageSize) + 1));
        return cursors.page(found, pageSize, PlanRow::view, PlanRow::name);
    }

    /** Whether there is such a plan is asked of the register on the primary. */
    @GetMapping("/plans/{name}")
    PlanView find(@PathVariable String name) {
        progress.awaitRequested(QuerySide.PLAN_PROJECTION);
        if (!PlanCommand.NAME.matcher(name).matches() || !isThere(name)) {
            throw Rejection.notFound("plan", name);
        }
        return progress.awaitKnown(
                        QuerySide.PLAN_PROJECTION,
                        () -> rows.findByNameAndDeletedAtIsNull(name),
                        "plan")
                .view();
    }

    @GetMapping("/metrics-catalogue")
    Page<Metric> metrics() {
        return new Page<>(metrics.metrics(), null);
    }

    private boolean isThere(String name) {
        return jdbc.sql(IS_THERE).param("name", name).query(Boolean.class).single();
    }
}
