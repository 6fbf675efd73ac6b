package io.voc.tenancy.command.plan;

import io.voc.tenancy.contracts.plan.Enforcement;
import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.contracts.plan.LimitPeriod;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/** A limit as callers send it. */
record LimitBody(
        String metric,
        long amount,
        @Nullable LimitPeriod period,
        Enforcement enforcement,
        @Nullable List<Integer> warnAtPercent) {

    static List<Limit> limits(List<LimitBody> bodies) {
        return bodies.stream().map(LimitBody::limit).toList();
    }

    private Limit limit() {
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
