package io.voc.tenancy.query.audit;

import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyIssued;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyRevoked;
import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.CompensationStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingCompensated;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingCompleted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepCompensated;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepEvent;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepFailed;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepSkipped;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepSucceeded;
import io.voc.tenancy.contracts.onboarding.OnboardingStatus;
import io.voc.tenancy.contracts.onboarding.StepStatus;
import io.voc.tenancy.contracts.plan.PlanEvent.PlanDeleted;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantActivated;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantDeleted;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPurged;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantSuspended;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What an event tells of the thing that it happened to, as a document. */
final class ChangesFacts {

    /**
     * What the entry tells in other places, what names the thing, and what is nobody's business.
     */
    private static final Set<String> OMITTED =
            Set.of(
                    "tenantId",
                    "keyId",
                    "grantId",
                    "correctionId",
                    "onboardingId",
                    "reason",
                    "digest");

    /** Of an onboarding, told when it started. */
    private static final Set<String> OMITTED_OF_STEPS =
            Set.of("step", "kind", "workflow", "slug", "region", "plan");

    private static final String STATUS = "status";

    private final JsonMapper json;

    ChangesFacts(JsonMapper json) {
        this.json = json;
    }

    /** What is the case after the event, as far as it tells. */
    ObjectNode after(DomainEvent event) {
        var facts = facts(event);
        switch (event) {
            case PlanDeleted _ -> facts.removeAll();
            case TenantPurged _ -> facts.remove("slug");
            case OnboardingStarted started -> facts.put("workflow", started.workflow().name());
            default -> {}
        }
        var status = status(event);
        if (status != null) {
            facts.put(STATUS, status);
        }
        if (event instanceof StepEvent step) {
            facts.remove(OMITTED_OF_STEPS);
            return ofStep(step, facts);
        }
        return facts;
    }

    private ObjectNode facts(DomainEvent event) {
        ObjectNode facts = json.valueToTree(event);
        facts.remove(OMITTED);
        facts.propertyNames().stream()
                .filter(name -> isNothing(facts.path(name)))
                .toList()
                .forEach(facts::remove);
        if (facts.path("limits").isArray()) {
            facts.set("limits", byName(facts.path("limits")));
        }
        if (facts.path("scopes").isArray()) { // a set, whose order means nothing
            facts.set("scopes", json.valueToTree(scopes(facts.path("scopes"))));
        }
        return facts;
    }

    /** An empty list is as good as none. */
    private static boolean isNothing(JsonNode value) {
        return value.isNull() || (value.isArray() && value.isEmpty());
    }

    private static List<String> scopes(JsonNode scopes) {
        return scopes.valueStream().map(JsonNode::asString).sorted().toList();
    }

    /** As {@code metric}, or {@code metric:PERIOD}, so that they can be told apart. */
    private static ObjectNode byName(JsonNode limits) {
        var byName = JsonNodeFactory.instance.objectNode();
        for (var limit : limits) {
            var period = limit.path("period").asString("");
            var metric = limit.path("metric").asString();
            byName.set(period.isEmpty() ? metric : metric + ':' + period, limit);
        }
        return byName;
    }

    private static @Nullable String status(DomainEvent event) {
        return switch (event) {
            case TenantSuspended _ -> "SUSPENDED";
            case TenantActivated _, ApiKeyIssued _ -> "ACTIVE";
            case TenantDeleted _ -> "DELETED";
            case TenantPurged _ -> "PURGED";
            case ApiKeyRevoked _ -> "REVOKED";
            case OnboardingStarted _ -> OnboardingStatus.RUNNING.name();
            case OnboardingCompleted _ -> OnboardingStatus.COMPLETED.name();
            case CompensationStarted _ -> OnboardingStatus.COMPENSATING.name();
            case OnboardingCompensated _ -> OnboardingStatus.COMPENSATED.name();
            case StepStarted _ -> StepStatus.RUNNING.name();
            case StepSucceeded _ -> StepStatus.SUCCEEDED.name();
            case StepSkipped _ -> StepStatus.SKIPPED.name();
            case StepCompensated _ -> StepStatus.COMPENSATED.name();
            case StepFailed failed -> status(failed).name();
            default -> null;
        };
    }

    private static StepStatus status(StepFailed failed) {
        if (failed.retryAt() != null) {
            return StepStatus.RETRYING;
        }
        return failed.code().equals(StepFailed.TIMED_OUT)
                ? StepStatus.TIMED_OUT
                : StepStatus.FAILED;
    }

    /** What was the case before the event, as far as it tells of that afterwards. */
    ObjectNode before(DomainEvent event, @Nullable DomainEvent previous) {
        var known = JsonNodeFactory.instance.objectNode();
        switch (event) {
            case PlanDeleted _ when previous != null -> known.setAll(facts(previous));
            case ApiKeyRevoked _ -> known.put(STATUS, "ACTIVE");
            case OnboardingCompleted _, CompensationStarted _ ->
                    known.put(STATUS, OnboardingStatus.RUNNING.name());
            case OnboardingCompensated _ -> known.put(STATUS, OnboardingStatus.COMPENSATING.name());
            case StepSucceeded step -> known.setAll(ofRunning(step));
            case StepFailed step -> known.setAll(ofRunning(step));
            case TenantPurged purged -> {
                known.setAll(sameOf(event, previous));
                known.put("slug", purged.slug());
            }
            default -> known.setAll(sameOf(event, previous));
        }
        return known;
    }

    /** What the event before tells of that which this one tells of, too. */
    private ObjectNode sameOf(DomainEvent event, @Nullable DomainEvent previous) {
        var same = JsonNodeFactory.instance.objectNode();
        if (previous != null) {
            same.setAll(after(previous));
            same.retain(namesIn(event));
        }
        return same;
    }

    private static List<String> namesIn(DomainEvent event) {
        var names = new ArrayList<>(List.of(STATUS, "purgeAfter"));
        for (var component : event.getClass().getRecordComponents()) {
            names.add(component.getName());
        }
        return names;
    }

    private static ObjectNode ofRunning(StepEvent step) {
        return ofStep(
                step,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("attempt", step.attempt())
                        .put(STATUS, StepStatus.RUNNING.name()));
    }

    private static ObjectNode ofStep(StepEvent step, ObjectNode facts) {
        var root = JsonNodeFactory.instance.objectNode();
        root.putObject("steps").set(step.step(), facts);
        return root;
    }
}
