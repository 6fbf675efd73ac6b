/** The vocabulary of tenants. */
@NullMarked
package io.voc.tenancy.contracts.tenant;

import org.jspecify.annotations.NullMarked;
