/** Configuration: REST for the document that the tenant aggregate keeps. */
@NullMarked
package io.voc.tenancy.command.configuration;

import org.jspecify.annotations.NullMarked;
