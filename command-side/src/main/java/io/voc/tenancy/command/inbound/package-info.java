/** Topics that others write to and this side reads. */
@NullMarked
package io.voc.tenancy.command.inbound;

import org.jspecify.annotations.NullMarked;
