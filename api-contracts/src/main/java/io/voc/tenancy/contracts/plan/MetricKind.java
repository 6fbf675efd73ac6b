package io.voc.tenancy.contracts.plan;

/** How a metric is counted. */
public enum MetricKind {
    /** Adds up within a period. */
    COUNTER,
    /** How much goes on at one moment. */
    CONCURRENCY,
    /** How many there are. */
    RESOURCE
}
