/** The servers that tests share. */
@NullMarked
package io.voc.tenancy.testing;

import org.jspecify.annotations.NullMarked;
