/** The rules that every write over REST keeps: versions, idempotency, partial changes. */
@NullMarked
package io.voc.tenancy.command.write;

import org.jspecify.annotations.NullMarked;
