package io.voc.tenancy.contracts.command;

/** A resource whose changes are counted; callers know the count as its {@code ETag}. */
public interface Versioned {

    /** How often the resource has changed; equal versions of one resource are the same. */
    long version();
}
