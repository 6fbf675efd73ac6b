/** Small tables that must be true at once: judged and changed in the commit of the events. */
@NullMarked
package io.voc.tenancy.eventstore.register;

import org.jspecify.annotations.NullMarked;
