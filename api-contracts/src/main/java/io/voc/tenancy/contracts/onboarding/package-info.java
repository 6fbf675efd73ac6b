/**
 * The way of a company from sign-up to active: workflows, their steps, and what happens to them.
 */
@NullMarked
package io.voc.tenancy.contracts.onboarding;

import org.jspecify.annotations.NullMarked;
