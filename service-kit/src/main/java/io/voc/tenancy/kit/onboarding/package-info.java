/** The workflows that this installation onboards companies by. */
@NullMarked
package io.voc.tenancy.kit.onboarding;

import org.jspecify.annotations.NullMarked;
