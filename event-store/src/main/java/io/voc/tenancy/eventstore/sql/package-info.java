/** Statements and values as the driver takes them. */
@NullMarked
package io.voc.tenancy.eventstore.sql;

import org.jspecify.annotations.NullMarked;
