package io.voc.tenancy.contracts.identity;

import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from. Personal data: never printed by {@link #toString()}.
 *
 * @param sourceIp the address of whoever sent it to this installation
 * @param userAgent what it says of its program; null if nothing
 */
public record Origin(String sourceIp, @Nullable String userAgent) {

    /** The name under which a command carries its origin. */
    public static final String METADATA_KEY = "origin";

    /** The name under which an event carries the address, encrypted. */
    public static final String SOURCE_IP = "sourceIp";

    /** The name under which an event carries the program, encrypted. */
    public static final String USER_AGENT = "userAgent";

    private static final int LONGEST_USER_AGENT = 500;

    public Origin {
        userAgent =
                userAgent == null || userAgent.length() <= LONGEST_USER_AGENT
                        ? userAgent
                        : userAgent.substring(0, LONGEST_USER_AGENT);
    }

    @Override
    public String toString() {
        return "Origin";
    }
}
