/** API keys: their list, and whether one is good. */
@NullMarked
package io.voc.tenancy.query.apikey;

import org.jspecify.annotations.NullMarked;
