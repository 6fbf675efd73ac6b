/** A worker of onboardings, to begin one's own from; it knows nothing but topics and JSON. */
@NullMarked
package io.voc.tenancy.examples.telephony;

import org.jspecify.annotations.NullMarked;
