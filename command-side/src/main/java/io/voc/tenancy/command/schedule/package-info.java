/** What is done at its time without anyone asking, once over all nodes. */
@NullMarked
package io.voc.tenancy.command.schedule;

import org.jspecify.annotations.NullMarked;
