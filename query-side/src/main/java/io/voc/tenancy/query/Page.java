package io.voc.tenancy.query;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** A page of a list and the token of the next one, absent on the last. */
public record Page<T>(List<T> items, @Nullable String nextPageToken) {}
