package io.voc.tenancy.contracts.lifecycle;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Schemas of public events, by the names of their files. */
final class EventSchemas {

    /** The schema of what all events have; not one of data. */
    static final String HEADERS = "headers";

    private static final Path CURRENT = Path.of("src/main/resources/contracts/events");
    private static final Path PUBLISHED = Path.of("src/test/resources/published-events");
    private static final String ENDING = ".schema.json";

    private EventSchemas() {}

    /** As they are now, that of the headers too. */
    static Map<String, JsonNode> current() {
        return in(CURRENT);
    }

    /** As they were in each release, by its version. */
    static Map<String, Map<String, JsonNode>> published() {
        var releases = new TreeMap<String, Map<String, JsonNode>>();
        files(PUBLISHED).forEach(release -> releases.put(nameOf(release), in(release)));
        return releases;
    }

    private static Map<String, JsonNode> in(Path folder) {
        var schemas = new TreeMap<String, JsonNode>();
        files(folder)
                .forEach(file ->
                        schemas.put(
                                nameOf(file).replace(ENDING, ""),
                                JsonMapper.shared().readTree(file.toFile())));
        return schemas;
    }

    private static Stream<Path> files(Path folder) {
        try (var files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString();
    }
}
