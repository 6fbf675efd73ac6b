package io.voc.tenancy.command;

import io.voc.tenancy.contracts.command.Versioned;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which version a resource must have for a command to change it (RFC 9110, 13.1.1).
 *
 * @param tags entity tags as a caller sends them, one of which must be the resource's; with {@code
 *     *} any will do
 */
public record IfMatch(Set<String> tags) {

    /** The name under which a command carries it. */
    public static final String METADATA_KEY = "ifMatch";

    /** Whatever version the resource has. */
    public static final IfMatch ANY = new IfMatch(Set.of("*"));

    private static final Pattern TAG = Pattern.compile("\\*|(W/)?\"[^\"]*\"");

    /** What a header says, whose form has been checked; a tag may hold commas and asterisks. */
    public static IfMatch of(String header) {
        return new IfMatch(
                TAG.matcher(header)
                        .results()
                        .map(MatchResult::group)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** This version and no other. */
    public static IfMatch exactly(long version) {
        return new IfMatch(Set.of(tag(version)));
    }

    /** The entity tag of a version. */
    public static String tag(long version) {
        return "\"" + version + '"';
    }

    /**
     * Passes only if the resource has such a version.
     *
     * @throws Rejection {@code version-conflict}
     */
    public void check(Versioned resource) {
        if (!tags.contains("*") && !tags.contains(tag(resource.version()))) {
            throw new Rejection(
                    RejectionCode.VERSION_CONFLICT,
                    "The resource has version "
                            + resource.version()
                            + " now; read it again and decide anew");
        }
    }
}
