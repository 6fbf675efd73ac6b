/** Measures what this system does and what the bare thing does, in one run. */
@NullMarked
package io.voc.tenancy.benchmarks;

import org.jspecify.annotations.NullMarked;
