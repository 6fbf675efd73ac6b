/** Reads that include a write, and answers only to those who have not the newest yet. */
@NullMarked
package io.voc.tenancy.kit.consistency;

import org.jspecify.annotations.NullMarked;
