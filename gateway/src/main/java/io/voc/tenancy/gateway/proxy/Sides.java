package io.voc.tenancy.gateway.proxy;

import io.voc.tenancy.kit.contract.Side;

import java.net.URI;

/** The two sides as this gateway sees them. */
record Sides(Nodes command, Nodes query) {

    Nodes of(Side side) {
        return switch (side) {
            case COMMAND -> command;
            case QUERY -> query;
        };
    }

    /** The nodes that {@link #uri} stands for. */
    Nodes of(URI uri) {
        return of(uri.getHost().equals(Side.COMMAND.title()) ? Side.COMMAND : Side.QUERY);
    }

    /** Stands for any node of a side, for a route, which wants a URI. */
    static URI uri(Side side) {
        return URI.create("http://" + side.title());
    }
}
