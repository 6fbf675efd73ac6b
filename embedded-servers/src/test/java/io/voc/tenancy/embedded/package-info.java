@NullMarked
package io.voc.tenancy.embedded;

import org.jspecify.annotations.NullMarked;
