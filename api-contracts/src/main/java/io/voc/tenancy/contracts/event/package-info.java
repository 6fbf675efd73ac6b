/** What every domain event has, and the names that events are stored under. */
@NullMarked
package io.voc.tenancy.contracts.event;

import org.jspecify.annotations.NullMarked;
