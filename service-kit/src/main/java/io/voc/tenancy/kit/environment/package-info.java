/** Configuration from environment variables, checked before anything starts. */
@NullMarked
package io.voc.tenancy.kit.environment;

import org.jspecify.annotations.NullMarked;
