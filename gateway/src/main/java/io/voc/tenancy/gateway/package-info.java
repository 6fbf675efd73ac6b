/** The edge: what every request passes before anything else looks at it. */
@NullMarked
package io.voc.tenancy.gateway;

import org.jspecify.annotations.NullMarked;
