/** The vocabulary of API keys. */
@NullMarked
package io.voc.tenancy.contracts.apikey;

import org.jspecify.annotations.NullMarked;
