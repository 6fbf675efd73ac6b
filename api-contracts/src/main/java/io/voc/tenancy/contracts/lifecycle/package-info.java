/** The public events: what the lifecycle stream tells the world. */
@NullMarked
package io.voc.tenancy.contracts.lifecycle;

import org.jspecify.annotations.NullMarked;
