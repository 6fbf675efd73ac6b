/** Why a request is refused: one list of codes for every interface. */
@NullMarked
package io.voc.tenancy.contracts.rejection;

import org.jspecify.annotations.NullMarked;
