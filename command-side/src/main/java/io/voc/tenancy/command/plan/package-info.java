/** Plans, and how they are changed over REST. */
@NullMarked
package io.voc.tenancy.command.plan;

import org.jspecify.annotations.NullMarked;
