/** Data keys: what is sensitive is encrypted per tenant, and gone for good with its key. */
@NullMarked
package io.voc.tenancy.eventstore.secrecy;

import org.jspecify.annotations.NullMarked;
