/** Plans, metrics, and what a tenant may have by its plan and beside it, as they are read. */
@NullMarked
package io.voc.tenancy.query.plan;

import org.jspecify.annotations.NullMarked;
