package io.voc.tenancy.contracts.command;

import io.voc.tenancy.contracts.identity.TypeId;

/**
 * What can be asked of an aggregate.
 *
 * @param <V> the resource that it answers with, as it stands after the command
 */
public interface Command<V extends Versioned> {

    /** The tenant that it is about. */
    String tenantId();

    /** The id of the aggregate that is asked. */
    String target();

    /** What kind of thing is asked. */
    TypeId targetType();
}
