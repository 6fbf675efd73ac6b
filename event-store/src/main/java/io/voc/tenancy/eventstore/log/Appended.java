package io.voc.tenancy.eventstore.log;

import java.time.Instant;

/**
 * What was stored is durable.
 *
 * @param position the log's head after the commit's own events; a read that includes it includes
 *     the commit
 * @param recordedAt when the events were recorded
 */
public record Appended(long position, Instant recordedAt) {}
