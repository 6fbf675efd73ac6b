/** What was true of a tenant at a moment of its past, and what changed between two. */
@NullMarked
package io.voc.tenancy.query.history;

import org.jspecify.annotations.NullMarked;
