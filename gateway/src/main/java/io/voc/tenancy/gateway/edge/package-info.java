/** The edge's filters, which every request from outside passes before anything else looks at it. */
@NullMarked
package io.voc.tenancy.gateway.edge;

import org.jspecify.annotations.NullMarked;
