/** What tenants use. */
@NullMarked
package io.voc.tenancy.contracts.usage;

import org.jspecify.annotations.NullMarked;
