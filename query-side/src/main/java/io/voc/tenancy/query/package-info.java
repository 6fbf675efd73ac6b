/** The side that answers: projections, read models and look-ups. */
@NullMarked
package io.voc.tenancy.query;

import org.jspecify.annotations.NullMarked;
