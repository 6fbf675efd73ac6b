/** Configuration as it is read. */
@NullMarked
package io.voc.tenancy.query.configuration;

import org.jspecify.annotations.NullMarked;
