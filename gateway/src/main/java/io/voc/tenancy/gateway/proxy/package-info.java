/**
 * Passes requests on to the side that serves them. Part of the gateway process alone, which imports
 * {@link io.voc.tenancy.gateway.proxy.Proxy}; nothing here is a component, so that standalone,
 * which scans the packages above, needs no proxy's libraries.
 */
@NullMarked
package io.voc.tenancy.gateway.proxy;

import org.jspecify.annotations.NullMarked;
