/** Who asks: tokens become actors. */
@NullMarked
package io.voc.tenancy.kit.identity;

import org.jspecify.annotations.NullMarked;
