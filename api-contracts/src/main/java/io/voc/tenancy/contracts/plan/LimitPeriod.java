package io.voc.tenancy.contracts.plan;

/** The time, in UTC, within which a counter adds up. */
public enum LimitPeriod {
    MINUTE,
    HOUR,
    DAY,
    MONTH,
    LIFETIME
}
