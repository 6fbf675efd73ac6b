/** Everything in one process on embedded servers, and the commands of {@code ./tenant-manager}. */
@NullMarked
package io.voc.tenancy.standalone;

import org.jspecify.annotations.NullMarked;
