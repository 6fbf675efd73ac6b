package io.voc.tenancy.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All that an installation has stored, wherever that is. */
final class Everywhere {

    /** Every table of every schema of the application, as {@code pg_dump} would find them. */
    private static final String TABLES =
            """
            SELECT format('%I.%I', nspname, relname) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
            WHERE relkind IN ('r', 'p', 'm') AND nspname NOT IN ('pg_catalog', 'information_schema')
              AND nspname NOT LIKE 'pg\\_%'
            """;

    /** Every key of Redis with what is under it, whichever type that has. */
    private static final String REDIS_CONTENT =
            """
            local all = {}
            local read = { string = {'GET'}, hash = {'HGETALL'}, set = {'SMEMBERS'}, list = {'LRANGE', 0, -1},
                           zset = {'ZRANGE', 0, -1, 'WITHSCORES'}, stream = {'XRANGE', '-', '+'} }
            for _, key in ipairs(redis.call('KEYS', '*')) do
                local by = read[redis.call('TYPE', key).ok]
                all[#all + 1] = { key, redis.call(by[1], key, unpack(by, 2)) }
            end
            return cjson.encode(all)
            """;

    private final Standalone installation;
    private final Database database;

    Everywhere(Standalone installation) {
        this.installation = installation;
        this.database = new Database(installation);
    }

    /** Where the text is, in clear, in hexadecimal or in base64. */
    List<String> placesOf(String text) {
        var forms = forms(text);
        var places = new ArrayList<String>();
        for (var table : database.texts(TABLES)) {
            var holds =
                    String.join(" OR ", forms.stream().map(_ -> "strpos(t::text, ?) > 0").toList());
            var rows =
                    database.number(
                            "SELECT count(*) FROM " + table + " t WHERE " + holds, forms.toArray());
            if (rows > 0) {
                places.add(rows + " rows of " + table);
            }
        }
        if (isIn(redis(), forms)) {
            places.add("Redis");
        }
        kafka().filter(entry -> isIn(entry, forms)).map("Kafka: "::concat).forEach(places::add);
        return places;
    }

    /** As it may be written down; base64 looks another way by where in its text it begins. */
    private static List<String> forms(String text) {
        var base64 =
                IntStream.range(0, 3)
                        .mapToObj(before -> "x".repeat(before) + text)
                        .map(shifted -> Base64.getEncoder().encodeToString(shifted.getBytes(UTF_8)))
                        .map(encoded -> encoded.substring(4, encoded.length() - 4));
        var readable = Stream.concat(Stream.of(text), base64).toList();
        return Stream.concat(
                        readable.stream(),
                        readable.stream()
                                .map(form -> HexFormat.of().formatHex(form.getBytes(UTF_8))))
                .toList();
    }

    private static boolean isIn(String content, List<String> forms) {
        return forms.stream().anyMatch(content::contains);
    }

    private String redis() {
        var port = Integer.parseInt(installation.environment("EMBEDDED_REDIS_PORT"));
        var password =
                Standalone.read(installation.folder().resolve("data/secrets/redis-password"));
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var out = socket.getOutputStream();
            out.write(call("AUTH", password.strip()));
            out.write(call("EVAL", REDIS_CONTENT, "0"));
            out.write(call("QUIT"));
            var replies = new String(socket.getInputStream().readAllBytes(), UTF_8);
            if (!replies.matches("(?s)\\+OK\r\n\\$\\d+\r\n.*\\+OK\r\n")) {
                throw new IOException("Redis answered " + replies);
            }
            return replies;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] call(String... words) {
        var call = new StringBuilder("*" + words.length + "\r\n");
        for (var word : words) {
            call.append('$')
                    .append(word.getBytes(UTF_8).length)
                    .append("\r\n")
                    .append(word)
                    .append("\r\n");
        }
        return call.toString().getBytes(UTF_8);
    }

    /** Every record of every topic. */
    private Stream<String> kafka() {
        var records = new ArrayList<String>();
        try (var consumer =
                new KafkaConsumer<byte[], byte[]>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                        installation.kafkaBrokers(),
                                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                                        ByteArrayDeserializer.class,
                                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                                        ByteArrayDeserializer.class))) {
            var partitions =
                    consumer.listTopics().values().stream()
                            .flatMap(List::stream)
                            .map(of -> new TopicPartition(of.topic(), of.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(it -> consumer.position(it) < ends.getOrDefault(it, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> records.add(text(record)));
            }
        }
        return records.stream();
    }

    private static String text(ConsumerRecord<byte[], byte[]> message) {
        var text =
                new StringBuilder(
                        message.topic() + ' ' + text(message.key()) + ' ' + text(message.value()));
        message.headers()
                .forEach(header ->
                        text.append(' ')
                                .append(header.key())
                                .append('=')
                                .append(text(header.value())));
        return text.toString();
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, UTF_8);
    }
}
