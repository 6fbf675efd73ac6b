/** What all commands have in common. */
@NullMarked
package io.voc.tenancy.contracts.command;

import org.jspecify.annotations.NullMarked;
