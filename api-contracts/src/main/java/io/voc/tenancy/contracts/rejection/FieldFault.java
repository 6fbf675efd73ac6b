package io.voc.tenancy.contracts.rejection;

/**
 * What is wrong with one field of a request.
 *
 * @param pointer the field as a JSON pointer (RFC 6901) into the body, or the name of a parameter
 * @param detail a sentence that a person can act on
 */
public record FieldFault(String pointer, String detail) {}
