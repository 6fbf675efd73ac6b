/**
 * A consumer of the lifecycle stream, to begin one's own from; it knows nothing but a topic and
 * JSON.
 */
@NullMarked
package io.voc.tenancy.examples.directory;

import org.jspecify.annotations.NullMarked;
