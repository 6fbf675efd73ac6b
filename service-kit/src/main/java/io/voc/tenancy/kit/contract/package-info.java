/** The OpenAPI document as what requests are held against. */
@NullMarked
package io.voc.tenancy.kit.contract;

import org.jspecify.annotations.NullMarked;
