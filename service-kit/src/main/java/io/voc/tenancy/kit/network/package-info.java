/** Addresses of the Internet. */
@NullMarked
package io.voc.tenancy.kit.network;

import org.jspecify.annotations.NullMarked;
