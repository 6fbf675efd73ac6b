/**
 * Tests that use a running installation as strangers do: over HTTP, gRPC, Kafka and the command
 * line.
 */
@NullMarked
package io.voc.tenancy.e2e;

import org.jspecify.annotations.NullMarked;
