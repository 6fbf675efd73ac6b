/** Tenants: their life and their profile. */
@NullMarked
package io.voc.tenancy.command.tenant;

import org.jspecify.annotations.NullMarked;
