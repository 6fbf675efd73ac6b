/** Plans and metrics, as they are read. */
@NullMarked
package io.voc.tenancy.query.plan;

import org.jspecify.annotations.NullMarked;
