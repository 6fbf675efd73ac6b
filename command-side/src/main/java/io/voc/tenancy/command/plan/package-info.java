/** Plans, and what a tenant may have beside its plan, and how they are changed over REST. */
@NullMarked
package io.voc.tenancy.command.plan;

import org.jspecify.annotations.NullMarked;
