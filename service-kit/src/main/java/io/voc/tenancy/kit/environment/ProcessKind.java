package io.voc.tenancy.kit.environment;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The processes of this system; each reads the environment variables that it needs. */
public enum ProcessKind {
    /** Everything in one. */
    STANDALONE,
    /** The edge, before the others. */
    GATEWAY,
    /** The side that decides. */
    COMMAND_SIDE,
    /** The side that answers. */
    QUERY_SIDE,
    /** What brings the database's tables to a version, and ends. */
    MIGRATION;

    /** All but the gateway, which has neither data nor gRPC. */
    static final Set<ProcessKind> INNER = EnumSet.of(STANDALONE, COMMAND_SIDE, QUERY_SIDE);

    /** All that serve. */
    static final Set<ProcessKind> SERVERS = EnumSet.complementOf(EnumSet.of(MIGRATION));

    /** Whether its requests have passed the gateway before, which has named them. */
    public boolean isBehindGateway() {
        return this == COMMAND_SIDE || this == QUERY_SIDE;
    }

    /** The name of the process, its jar and its logs, such as {@code command-side}. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
