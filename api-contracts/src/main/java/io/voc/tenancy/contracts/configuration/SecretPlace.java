package io.voc.tenancy.contracts.configuration;

import org.jspecify.annotations.Nullable;

/**
 * Where a configuration has, or could have, a secret.
 *
 * @param pointer the place as a JSON pointer into its document
 * @param holder names what holds it from version to version, wherever in a list that is
 * @param address to whom it is shown; a secret never goes to another
 * @param secret null when there is none
 */
public record SecretPlace(String pointer, String holder, Object address, @Nullable Secret secret) {}
