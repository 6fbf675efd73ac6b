/** What follows from the log, compared with it and made again. */
@NullMarked
package io.voc.tenancy.eventstore.rebuild;

import org.jspecify.annotations.NullMarked;
