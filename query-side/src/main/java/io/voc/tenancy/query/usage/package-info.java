/** What tenants use, read from the ledger. */
@NullMarked
package io.voc.tenancy.query.usage;

import org.jspecify.annotations.NullMarked;
