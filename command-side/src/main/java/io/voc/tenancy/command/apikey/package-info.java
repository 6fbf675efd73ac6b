/** API keys: issuing and revoking. */
@NullMarked
package io.voc.tenancy.command.apikey;

import org.jspecify.annotations.NullMarked;
