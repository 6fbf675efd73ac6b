/** The lifecycle stream: committed events on their way to Kafka. */
@NullMarked
package io.voc.tenancy.command.relay;

import org.jspecify.annotations.NullMarked;
