package io.voc.tenancy.gateway.proxy;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The nodes of one side, which take turns. */
final class Nodes {

    private final List<Node> all;
    private final AtomicInteger turn = new AtomicInteger();

    private Nodes(List<Node> all) {
        this.all = all;
    }

    /** The nodes at base URLs that are separated by commas. */
    static Nodes at(String urls) {
        return new Nodes(
                Arrays.stream(urls.split(",", -1))
                        .map(url -> new Node(URI.create(url.strip())))
                        .toList());
    }

    List<Node> all() {
        return all;
    }

    /** All of them, each time beginning with the next. */
    List<Node> inTurn() {
        int count = all.size();
        int first = Math.floorMod(turn.getAndIncrement(), count);
        return IntStream.range(first, first + count).mapToObj(i -> all.get(i % count)).toList();
    }

    /**
     * Asks one after the other until one answers; those that are left out only when nobody else
     * does.
     */
    <A> Optional<A> firstAnswer(Function<Node, Optional<A>> ask) {
        var leftOut = new ArrayList<Node>();
        for (var node : inTurn()) {
            if (node.isWorthAsking()) {
                var answer = ask.apply(node);
                if (answer.isPresent()) {
                    return answer;
                }
            } else {
                leftOut.add(node);
            }
        }
        return leftOut.stream().flatMap(node -> ask.apply(node).stream()).findFirst();
    }
}
