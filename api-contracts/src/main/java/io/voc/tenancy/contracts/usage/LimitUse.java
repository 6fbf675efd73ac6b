package io.voc.tenancy.contracts.usage;

import io.voc.tenancy.contracts.plan.Enforcement;
import io.voc.tenancy.contracts.plan.LimitPeriod;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * How much of one of its limits a tenant uses now.
 *
 * @param period null for what goes on at one time
 * @param percent used of the limit, rounded down; of a limit of 0, of 1
 * @param resetsAt when the period ends; null when it does not
 */
public record LimitUse(
        String tenantId,
        String metric,
        @Nullable LimitPeriod period,
        long used,
        long limit,
        long percent,
        Enforcement enforcement,
        @Nullable Instant resetsAt) {}
