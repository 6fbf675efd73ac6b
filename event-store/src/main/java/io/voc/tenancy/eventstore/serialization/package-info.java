/** Events as JSON under logical type names. */
@NullMarked
package io.voc.tenancy.eventstore.serialization;

import org.jspecify.annotations.NullMarked;
