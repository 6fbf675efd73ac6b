package io.voc.tenancy.command.plan;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.voc.tenancy.command.write.Writes;
import io.voc.tenancy.contracts.plan.Enforcement;
import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.contracts.plan.LimitPeriod;
import io.voc.tenancy.contracts.plan.PlanCommand.CreatePlan;
import io.voc.tenancy.contracts.plan.PlanCommand.DeletePlan;
import io.voc.tenancy.contracts.plan.PlanCommand.DescribePlan;
import io.voc.tenancy.contracts.plan.PlanCommand.ReplacePlan;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.util.List;
import java.util.Objects;

/** Changes of plans over REST; the bodies' shape is in {@code openapi.yaml}. */
@RestController
@RequestMapping(path = "/api/v1/plans", produces = APPLICATION_JSON_VALUE)
class PlanRestApi {

    private final Writes writes;

    PlanRestApi(Writes writes) {
        this.writes = writes;
    }

    record LimitBody(
            String metric,
            long amount,
            @Nullable LimitPeriod period,
            Enforcement enforcement,
            @Nullable List<Integer> warnAtPercent) {

        Limit limit() {
            return new Limit(
                    metric,
                    amount,
                    period,
                    enforcement,
                    Objects.requireNonNullElse(warnAtPercent, List.<Integer>of()).stream()
                            .sorted()
                            .toList());
        }
    }

    record CreatePlanRequest(String name, @Nullable String description, List<LimitBody> limits) {}

    record ReplacePlanRequest(@Nullable String description, List<LimitBody> limits) {}

    @PostMapping(consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> create(@RequestBody CreatePlanRequest request) {
        return writes.send(
                new CreatePlan(request.name(), request.description(), limits(request.limits())),
                plan ->
                        ResponseEntity.created(URI.create("/api/v1/plans/" + plan.name()))
                                .body(plan));
    }

    @PutMapping(path = "/{name}", consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> replace(
            @PathVariable String name, @RequestBody ReplacePlanRequest request) {
        return writes.replace(
                new DescribePlan(name),
                request,
                body -> new ReplacePlan(name, body.description(), limits(body.limits())));
    }

    @DeleteMapping("/{name}")
    ResponseEntity<byte[]> delete(@PathVariable String name) {
        return writes.send(new DeletePlan(name));
    }

    private static List<Limit> limits(List<LimitBody> bodies) {
        return bodies.stream().map(LimitBody::limit).toList();
    }
}
