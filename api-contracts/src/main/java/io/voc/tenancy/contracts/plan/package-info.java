/** The vocabulary of plans and of what they limit. */
@NullMarked
package io.voc.tenancy.contracts.plan;

import org.jspecify.annotations.NullMarked;
