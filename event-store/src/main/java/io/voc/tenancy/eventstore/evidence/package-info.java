/** What proves, away from the database, that the log is as it was appended. */
@NullMarked
package io.voc.tenancy.eventstore.evidence;

import org.jspecify.annotations.NullMarked;
