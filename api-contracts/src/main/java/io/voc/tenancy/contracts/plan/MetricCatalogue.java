package io.voc.tenancy.contracts.plan;

import static java.util.stream.Collectors.toMap;

import io.voc.tenancy.contracts.rejection.FieldFault;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** All metrics that there are. */
public final class MetricCatalogue {

    private final Map<String, Metric> metrics;

    /**
     * A catalogue of metrics.
     *
     * @throws IllegalArgumentException when two have the same name
     */
    public MetricCatalogue(List<Metric> metrics) {
        this.metrics =
                metrics.stream()
                        .collect(
                                toMap(
                                        Metric::name,
                                        Function.identity(),
                                        (one, _) -> {
                                            throw new IllegalArgumentException(
                                                    "the metric " + one.name() + " is there twice");
                                        },
                                        LinkedHashMap::new));
    }

    /** The metrics in their order. */
    public List<Metric> metrics() {
        return List.copyOf(metrics.values());
    }

    /** What is wrong with a grant of a metric: there is none, or it does not add up in periods. */
    public Optional<FieldFault> faultOfGrant(String metric) {
        return faultUnless(MetricKind.COUNTER, metric, "Only a counter can be granted");
    }

    /** What is wrong with the use of a metric: there is none, or it does not add up. */
    public Optional<FieldFault> faultOfUse(String metric) {
        return faultUnless(MetricKind.COUNTER, metric, "Only a counter can be consumed");
    }

    /** What is wrong with a correction of a metric: there is none, or it does not add up. */
    public Optional<FieldFault> faultOfCorrection(String metric) {
        return faultUnless(MetricKind.COUNTER, metric, "Only a counter can be corrected");
    }

    /** What is wrong with a reservation: there is no such metric, or it has no places. */
    public Optional<FieldFault> faultOfReservation(String metric) {
        return faultUnless(
                MetricKind.CONCURRENCY, metric, "Only what goes on at one time can be reserved");
    }

    private Optional<FieldFault> faultUnless(MetricKind kind, String metric, String otherwise) {
        var known = metrics.get(metric);
        if (known == null) {
            return Optional.of(new FieldFault("/metric", "There is no metric " + metric));
        }
        return known.kind() == kind
                ? Optional.empty()
                : Optional.of(new FieldFault("/metric", otherwise));
    }

    /** What is wrong with limits: unknown metrics, periods that do not fit, one limit twice. */
    public List<FieldFault> faultsOf(List<Limit> limits) {
        var faults = new ArrayList<FieldFault>();
        var seen = new HashSet<List<Object>>();
        for (int i = 0; i < limits.size(); i++) {
            var limit = limits.get(i);
            var place = "/limits/" + i;
            var metric = metrics.get(limit.metric());
            if (metric == null) {
                faults.add(
                        new FieldFault(place + "/metric", "There is no metric " + limit.metric()));
            } else if ((metric.kind() == MetricKind.COUNTER) != (limit.period() != null)) {
                faults.add(
                        new FieldFault(
                                place + "/period",
                                metric.kind() == MetricKind.COUNTER
                                        ? "The limit of a counter has a period"
                                        : "Only the limit of a counter has a period"));
            }
            if (!seen.add(List.of(limit.metric(), String.valueOf(limit.period())))) {
                faults.add(new FieldFault(place, "There is a limit of this before"));
            }
        }
        return faults;
    }
}
