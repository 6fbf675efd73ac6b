/** The vocabulary of a tenant's configuration: AI agents and telephony. */
@NullMarked
package io.voc.tenancy.contracts.configuration;

import org.jspecify.annotations.NullMarked;
