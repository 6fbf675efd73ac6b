/** The PostgreSQL event store behind Axon. */
@NullMarked
package io.voc.tenancy.eventstore;

import org.jspecify.annotations.NullMarked;
