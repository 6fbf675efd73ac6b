package io.voc.tenancy.gateway.proxy;

import org.apache.hc.client5.http.classic.HttpClient;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

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
        var nodes = sides.of(Objects.requireNonNull(request.getUri(), "set by the route")).inTurn();
        return firstAnswer(call, nodes).orElseThrow(Call::unavailable);
    }

    /** Those that are left out are asked only when nobody else answers. */
    private static Optional<ServerResponse> firstAnswer(Call call, List<Node> nodes) {
        var leftOut = new ArrayList<Node>();
        for (var node : nodes) {
            if (node.isWorthAsking()) {
                var answer = call.ask(node);
                if (answer.isPresent()) {
                    return answer;
                }
            } else {
                leftOut.add(node);
            }
        }
        return leftOut.stream().flatMap(node -> call.ask(node).stream()).findFirst();
    }
}
