package io.voc.tenancy.kit.onboarding;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

import java.util.Optional;

/** Tells in which line of a YAML text something stands. */
final class YamlLines {

    private final Optional<Node> root;

    YamlLines(String text) {
        root = new Compose(LoadSettings.builder().build()).composeString(text);
    }

    /**
     * The line, from 1, of what a JSON pointer names, or of the nearest that there is around it.
     */
    int of(String pointer) {
        var found = root;
        var line = line(found);
        for (var name : pointer.substring(Math.min(1, pointer.length())).split("/", -1)) {
            found = found.flatMap(node -> child(node, name));
            line = Math.max(line, line(found));
        }
        return line;
    }

    private static int line(Optional<Node> node) {
        return node.flatMap(Node::getStartMark).map(mark -> mark.getLine() + 1).orElse(1);
    }

    private static Optional<Node> child(Node node, String name) {
        return switch (node) {
            case MappingNode map ->
                    map.getValue().stream()
                            .filter(entry ->
                                    entry.getKeyNode() instanceof ScalarNode key
                                            && key.getValue().equals(name))
                            .map(entry -> entry.getValueNode())
                            .findFirst();
            case SequenceNode list ->
                    list.getValue().stream().skip(number(name)).limit(1).findFirst();
            default -> Optional.empty();
        };
    }

    private static long number(String name) {
        return name.matches("\\d{1,6}") ? Long.parseLong(name) : Long.MAX_VALUE;
    }
}
