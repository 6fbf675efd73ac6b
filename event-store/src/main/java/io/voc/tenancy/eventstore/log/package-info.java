/**
 * The ordered log: one sequence of events with dense positions in the order of commits, chained by
 * hashes.
 */
@NullMarked
package io.voc.tenancy.eventstore.log;

import org.jspecify.annotations.NullMarked;
