/** The side that decides: aggregates and what they need. */
@NullMarked
package io.voc.tenancy.command;

import org.jspecify.annotations.NullMarked;
