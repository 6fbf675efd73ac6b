/** Onboardings: what decides how they go on, and what does what was decided. */
@NullMarked
package io.voc.tenancy.command.onboarding;

import org.jspecify.annotations.NullMarked;
