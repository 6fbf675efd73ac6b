package io.voc.tenancy.gateway.proxy;

import org.apache.hc.client5.http.classic.HttpClient;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.Objects;

/** Asks the nodes of the side that a route names, one after the other, until one answers. */
final class SideExchange implements ProxyExchange {

    private final Sides sides;
    private final HttpClient client;

    SideExchange(Sides sides, HttpClient client) {
        this.sides = sides;
        this.client = client;
    }

    @Override
    public ServerResponse exchange(Request request) {
        var call = new Call(request, client);
        var nodes = sides.of(Objects.requireNonNull(request.getUri(), "set by the route"));
        return nodes.firstAnswer(call::ask).orElseThrow(Call::unavailable);
    }
}
