package io.voc.tenancy.contracts.command;

import org.jspecify.annotations.Nullable;

/**
 * What can be asked of an aggregate.
 *
 * @param <V> the resource that it answers with, as it stands after the command
 */
public interface Command<V extends Versioned> {

    /** The tenant that it is about; null when it is about none. */
    @Nullable String tenantId();

    /** The id of the aggregate that is asked. */
    String target();

    /** What is asked, as a noun. */
    String thing();

    /** Whether there can be such a thing at all, by the form of its id. */
    boolean canBeThere();
}
