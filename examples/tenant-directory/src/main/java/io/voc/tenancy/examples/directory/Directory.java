package io.voc.tenancy.examples.directory;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tenants by id, in a JSON file that is replaced as a whole: whoever reads it, whenever, reads
 * one state or the next. Who has many thousands of tenants takes a database instead, and keeps a
 * tenant's sequence in its row.
 */
final class Directory {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path file;
    private final Map<String, Tenant> tenants;
    private boolean isChanged;

    private Directory(Path file, Map<String, Tenant> tenants) {
        this.file = file;
        this.tenants = tenants;
    }

    /** As it was when it was last saved; empty when there is no file yet. */
    static Directory open(Path file) throws IOException {
        var tenants = new TreeMap<String, Tenant>();
        if (Files.exists(file)) {
            tenants.putAll(
                    JSON.readValue(
                            Files.readAllBytes(file), new TypeReference<Map<String, Tenant>>() {}));
        }
        return new Directory(file, tenants);
    }

    boolean isEmpty() {
        return tenants.isEmpty();
    }

    /**
     * Takes an event in, unless it is in already.
     *
     * @throws IllegalStateException when events before it were never seen
     */
    void take(String tenantId, long sequence, String type, JsonNode data) {
        var known = tenants.getOrDefault(tenantId, Tenant.UNKNOWN);
        if (sequence <= known.sequence()) {
            return; // a repeat
        }
        if (sequence > known.sequence() + 1) {
            throw new IllegalStateException(
                    "events of %s are missing between %d and %d: remove %s to begin anew"
                            .formatted(tenantId, known.sequence(), sequence, file));
        }
        tenants.put(tenantId, known.after(sequence, type, data));
        isChanged = true;
    }

    /** Returns once all that was taken in is on the disk. */
    void save() throws IOException {
        if (!isChanged) {
            return;
        }
        var next = file.resolveSibling(file.getFileName() + ".next");
        try (var channel =
                FileChannel.open(
                        next,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(tenants));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        isChanged = false;
    }
}
