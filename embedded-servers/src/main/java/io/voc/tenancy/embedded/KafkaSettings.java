package io.voc.tenancy.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** The configuration of a single Kafka node that is broker and controller at once. */
record KafkaSettings(Path logs, int port, int controllerPort) {

    KafkaSettings withLogs(Path other) {
        return new KafkaSettings(other, port, controllerPort);
    }

    Path writeTo(Path file) throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            properties().store(out, null);
        }
        return file;
    }

    Properties properties() {
        var properties = new Properties();
        addNode(properties);
        addDurability(properties);
        addSmallness(properties);
        return properties;
    }

    private void addNode(Properties to) {
        var controller = "%s:%d".formatted(Ports.HOST, controllerPort);
        var listeners = "BROKER://%s:%d,CONTROLLER://%s".formatted(Ports.HOST, port, controller);
        to.setProperty("process.roles", "broker,controller");
        to.setProperty("node.id", "1");
        to.setProperty("listeners", listeners);
        to.setProperty("advertised.listeners", listeners);
        to.setProperty("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
        to.setProperty("inter.broker.listener.name", "BROKER");
        to.setProperty("controller.listener.names", "CONTROLLER");
        to.setProperty("controller.quorum.bootstrap.servers", controller);
        to.setProperty("log.dirs", logs.toString());
        to.setProperty("auto.create.topics.enable", "false");
    }

    /** There is no second replica to rely on: a batch is acknowledged when it is on disk. */
    private static void addDurability(Properties to) {
        to.setProperty("log.flush.interval.messages", "1");
        to.setProperty("default.replication.factor", "1");
        to.setProperty("min.insync.replicas", "1");
        to.setProperty("offsets.topic.replication.factor", "1");
        to.setProperty("transaction.state.log.replication.factor", "1");
        to.setProperty("transaction.state.log.min.isr", "1");
        to.setProperty("share.coordinator.state.topic.replication.factor", "1");
        to.setProperty("share.coordinator.state.topic.min.isr", "1");
    }

    /**
     * Fit for a process that holds more than Kafka: by default the log cleaner alone takes 128 MB
     * of heap.
     */
    private static void addSmallness(Properties to) {
        to.setProperty("offsets.topic.num.partitions", "4");
        to.setProperty("transaction.state.log.num.partitions", "4");
        to.setProperty("share.coordinator.state.topic.num.partitions", "4");
        to.setProperty("group.initial.rebalance.delay.ms", "0");
        to.setProperty("log.cleaner.dedupe.buffer.size", String.valueOf(8 * 1024 * 1024));
        // After a kill, the node comes back only when the broker it was is given up.
        to.setProperty("broker.session.timeout.ms", "3000");
        to.setProperty("broker.heartbeat.interval.ms", "1000");
        to.setProperty("num.network.threads", "2");
        to.setProperty("num.io.threads", "4");
        to.setProperty("background.threads", "2");
    }
}
