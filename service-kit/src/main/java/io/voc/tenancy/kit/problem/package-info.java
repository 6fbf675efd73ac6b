/** Refusals as RFC 9457 problem details. */
@NullMarked
package io.voc.tenancy.kit.problem;

import org.jspecify.annotations.NullMarked;
