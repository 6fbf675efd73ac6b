/**
 * PostgreSQL, Redis and Kafka run for a process that needs them, durable and stopped in its order.
 */
@NullMarked
package io.voc.tenancy.embedded;

import org.jspecify.annotations.NullMarked;
