package io.voc.tenancy.query;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

/**
 * One difference between two documents. A secret shows no more than that it is set.
 *
 * @param path a JSON pointer into the newer document, of what was removed into the older one
 * @param from absent of what was added
 * @param to absent of what was removed
 */
public record Change(Kind kind, String path, @Nullable JsonNode from, @Nullable JsonNode to) {

    /** What happened at the path. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED,
        /** The elements of the list at the path are in another order, told by their keys. */
        REORDERED
    }

    /** The same in a tree that has this one at a path. */
    public Change under(String place) {
        return new Change(kind, place + path, from, to);
    }

    /** The same without the values. */
    public Change outline() {
        return new Change(kind, path, null, null);
    }
}
