package io.voc.tenancy.kit.contract;

/**
 * An operation of the OpenAPI document.
 *
 * @param method in capitals
 * @param path with its variables in braces
 * @param side which side serves it
 */
public record Operation(String method, String path, Side side) {}
