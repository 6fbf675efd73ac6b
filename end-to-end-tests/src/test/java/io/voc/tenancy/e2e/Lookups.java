package io.voc.tenancy.e2e;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What tests of look-ups and watches have in common. */
final class Lookups {

    private Lookups() {}

    /** The gRPC ports of all nodes that answer. */
    static List<String> ports(Standalone installation) {
        return Standalone.IS_SEPARATE
                ? installation.inner("query-side", "GRPC_PORT")
                : List.of(installation.environment("GRPC_PORT"));
    }

    /** A configuration that another name makes another one. */
    static Map<String, Object> named(String name) {
        return Map.of("aiAgents", List.of(agent("reception", name, "Be kind.")));
    }

    /** A configuration of so many agents, of 32,000 characters each. */
    static Map<String, Object> large(int agents) {
        return Map.of(
                "aiAgents",
                IntStream.range(0, agents)
                        .mapToObj(i -> agent("agent-" + i, "An agent", "x".repeat(31_000)))
                        .toList());
    }

    private static Map<String, Object> agent(String id, String name, String instructions) {
        return Map.of(
                "id",
                id,
                "name",
                name,
                "purpose",
                "SUPPORT",
                "enabled",
                true,
                "language",
                "en",
                "model",
                Map.of("provider", "example", "name", "fast-1"),
                "instructions",
                instructions);
    }
}
