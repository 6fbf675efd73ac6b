/** What was done, by whom, when, from where, why, and what it changed. */
@NullMarked
package io.voc.tenancy.query.audit;

import org.jspecify.annotations.NullMarked;
