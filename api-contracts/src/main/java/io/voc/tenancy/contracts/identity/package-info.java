/** Who asks: actors, roles, and ids. */
@NullMarked
package io.voc.tenancy.contracts.identity;

import org.jspecify.annotations.NullMarked;
