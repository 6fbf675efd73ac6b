package io.voc.tenancy.command.plan;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.voc.tenancy.command.write.Writes;
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

/** Changes of plans over REST; the bodies' shape is in {@code openapi.yaml}. */
@RestController
@RequestMapping(path = "/api/v1/plans", produces = APPLICATION_JSON_VALUE)
class PlanRestApi {

    private final Writes writes;

    PlanRestApi(Writes writes) {
        this.writes = writes;
    }

    record CreatePlanRequest(String name, @Nullable String description, List<LimitBody> limits) {}

    record ReplacePlanRequest(@Nullable String description, List<LimitBody> limits) {}

    @PostMapping(consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> create(@RequestBody CreatePlanRequest request) {
        return writes.send(
                new CreatePlan(
                        request.name(), request.description(), LimitBody.limits(request.limits())),
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
                body -> new ReplacePlan(name, body.description(), LimitBody.limits(body.limits())));
    }

    @DeleteMapping("/{name}")
    ResponseEntity<byte[]> delete(@PathVariable String name) {
        return writes.send(new DeletePlan(name));
    }
}
