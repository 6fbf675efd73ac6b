/** The ids that tie requests, logs and events together. */
@NullMarked
package io.voc.tenancy.kit.correlation;

import org.jspecify.annotations.NullMarked;
