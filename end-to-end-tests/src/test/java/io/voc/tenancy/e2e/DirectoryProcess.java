package io.voc.tenancy.e2e;

import io.voc.tenancy.examples.directory.TenantDirectory;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/**
 * The example {@code tenant-directory} in a process of its own, with a file and a group of its own.
 */
final class DirectoryProcess implements AutoCloseable {

    private static final OffsetAndMetadata BEGINNING = new OffsetAndMetadata(0);

    private final String brokers;
    private final String group = "tenant-directory-" + UUID.randomUUID();
    private final Path file;
    private @Nullable Process process;

    DirectoryProcess(String brokers) throws IOException {
        this.brokers = brokers;
        this.file = Files.createTempDirectory("tenant-directory").resolve("tenants.json");
    }

    void start() throws IOException {
        var command =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TenantDirectory.class.getName());
        command.environment()
                .putAll(
                        Map.of(
                                "KAFKA_BROKERS", brokers,
                                "DIRECTORY_FILE", file.toString(),
                                "GROUP", group));
        command.redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(
                                file.resolveSibling("directory.log").toFile()));
        process = command.start();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        var running = Objects.requireNonNull(process);
        running.destroyForcibly().waitFor();
    }

    /** The tenants by id, without those that are purged or not registered. */
    Map<String, Map<String, String>> tenants() {
        var tenants = new TreeMap<String, Map<String, String>>();
        if (Files.exists(file)) {
            JsonMapper.shared()
                    .readTree(file.toFile())
                    .forEachEntry((id, tenant) -> {
                        if (!tenant.path("slug").isNull()) {
                            tenants.put(id, publicFields(tenant));
                        }
                    });
        }
        return tenants;
    }

    /** What both the directory and the API tell of a tenant. */
    static Map<String, String> publicFields(JsonNode tenant) {
        var fields = new TreeMap<String, String>();
        for (var field : new String[] {"slug", "name", "region", "plan", "status"}) {
            fields.put(field, tenant.path(field).asString(""));
        }
        return fields;
    }

    /** While it is not running: all that it has ever read is to come to it again. */
    void deliverAllAgain() {
        offsets(admin -> {
            var beginning = new HashMap<TopicPartition, OffsetAndMetadata>();
            read(admin).keySet().forEach(it -> beginning.put(it, BEGINNING));
            return admin.alterConsumerGroupOffsets(group, beginning).all().get();
        });
    }

    /** Whether it has read, and saved, all that is on the topic now. */
    boolean isAtTheEnd() {
        return offsets(admin -> {
            var read = read(admin);
            var partitions =
                    LifecycleStream.partitions(brokers).stream()
                            .collect(Collectors.toMap(it -> it, _ -> OffsetSpec.latest()));
            return admin.listOffsets(partitions).all().get().entrySet().stream()
                    .allMatch(end ->
                            read.getOrDefault(end.getKey(), BEGINNING).offset()
                                    >= end.getValue().offset());
        });
    }

    private Map<TopicPartition, OffsetAndMetadata> read(Admin admin)
            throws ExecutionException, InterruptedException {
        return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    }

    /** What is asked of the broker. */
    private interface Question<T> {
        T ask(Admin admin) throws ExecutionException, InterruptedException;
    }

    private <T> T offsets(Question<T> question) {
        try (var admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers))) {
            return question.ask(admin);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String log() {
        try {
            return Files.readString(file.resolveSibling("directory.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
