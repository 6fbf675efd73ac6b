/** What each process needs at its edge. */
@NullMarked
package io.voc.tenancy.kit;

import org.jspecify.annotations.NullMarked;
