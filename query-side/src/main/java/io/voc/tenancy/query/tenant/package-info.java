/** Tenants as they are read. */
@NullMarked
package io.voc.tenancy.query.tenant;

import org.jspecify.annotations.NullMarked;
