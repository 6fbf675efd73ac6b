/** How often something may be used: token buckets in Redis, which all nodes share. */
@NullMarked
package io.voc.tenancy.kit.rate;

import org.jspecify.annotations.NullMarked;
