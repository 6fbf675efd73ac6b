/** Onboardings as operators watch them. */
@NullMarked
package io.voc.tenancy.query.onboarding;

import org.jspecify.annotations.NullMarked;
