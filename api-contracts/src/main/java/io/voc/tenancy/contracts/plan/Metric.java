package io.voc.tenancy.contracts.plan;

/**
 * Something that is counted, and may be limited.
 *
 * @param name such as {@code api-requests}
 * @param unit what one of it is, as a noun
 */
public record Metric(String name, MetricKind kind, String unit, String description) {}
