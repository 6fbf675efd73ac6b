/** The metrics that this installation counts. */
@NullMarked
package io.voc.tenancy.kit.plan;

import org.jspecify.annotations.NullMarked;
