/** The ledger of what tenants use, and the limits that it is held against. */
@NullMarked
package io.voc.tenancy.command.usage;

import org.jspecify.annotations.NullMarked;
