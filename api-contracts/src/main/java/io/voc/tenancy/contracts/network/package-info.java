/** Addresses of the Internet. */
@NullMarked
package io.voc.tenancy.contracts.network;

import org.jspecify.annotations.NullMarked;
