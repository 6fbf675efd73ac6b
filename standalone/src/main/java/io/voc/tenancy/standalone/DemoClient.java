package io.voc.tenancy.standalone;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.voc.tenancy.v1.ApiKeyServiceGrpc;
import io.voc.tenancy.v1.VerifyApiKeyRequest;
import io.voc.tenancy.v1.VerifyApiKeyResponse.Result;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Talks to a running installation as its users do: over HTTP, gRPC and Kafka. */
final class DemoClient implements AutoCloseable {

    private static final String TOPIC = "tenancy.lifecycle.v1";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Installation installation;
    private final String token;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final JsonMapper json = JsonMapper.builder().build();
    private final ManagedChannel channel;

    DemoClient(Installation installation, String token) {
        this.installation = installation;
        this.token = token;
        this.channel =
                Grpc.newChannelBuilder(
                                "127.0.0.1:" + installation.grpcPort(),
                                InsecureChannelCredentials.create())
                        .build();
    }

    /** A public event as a consumer of the stream sees it. */
    record Received(String type, String data) {

        @Override
        public String toString() {
            return type + " " + data;
        }
    }

    JsonNode get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    JsonNode post(String path, Object body) {
        return send("POST", path, BodyPublishers.ofByteArray(json.writeValueAsBytes(body)));
    }

    String verifyByRest(String key) {
        return post("/api-keys/verify", Map.of("key", key)).path("result").asString();
    }

    Result verifyByGrpc(String key) {
        var metadata = new Metadata();
        metadata.put(
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
                "Bearer " + token);
        try {
            return ApiKeyServiceGrpc.newBlockingStub(channel)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
                    .withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .verifyApiKey(VerifyApiKeyRequest.newBuilder().setKey(key).build())
                    .getResult();
        } catch (StatusRuntimeException e) {
            throw new CommandFailedException("gRPC answered " + e.getStatus());
        }
    }

    /**
     * The tenant's public events up to one of the type; not so far if that is not there in time.
     */
    List<Received> lifecycleEvents(String tenantId, String last) {
        var received = new ArrayList<Received>();
        try (var consumer =
                new KafkaConsumer<String, String>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                        installation.kafkaBrokers(),
                                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                                        StringDeserializer.class,
                                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                                        StringDeserializer.class))) {
            var partitions =
                    consumer.partitionsFor(TOPIC).stream()
                            .map(partition -> new TopicPartition(TOPIC, partition.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var deadline = System.nanoTime() + PATIENCE.toNanos();
            while (received.stream().noneMatch(event -> event.type().equals(last))
                    && System.nanoTime() < deadline) {
                for (var message : consumer.poll(Duration.ofMillis(200))) {
                    if (tenantId.equals(message.key())) {
                        received.add(new Received(header(message, "ce_type"), message.value()));
                    }
                }
            }
        }
        return received;
    }

    private JsonNode send(String method, String path, BodyPublisher body) {
        var uri = URI.create("http://127.0.0.1:" + installation.httpPort() + "/api/v1" + path);
        var request =
                HttpRequest.newBuilder(uri)
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .timeout(PATIENCE)
                        .method(method, body)
                        .build();
        try {
            var response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new CommandFailedException(
                        method
                                + " "
                                + uri
                                + " answered "
                                + response.statusCode()
                                + ": "
                                + response.body());
            }
            return json.readTree(response.body());
        } catch (IOException e) {
            throw new CommandFailedException(
                    "nothing answers at " + uri + ": is ./tenant-manager start running?");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("interrupted");
        }
    }

    private static String header(ConsumerRecord<?, ?> message, String name) {
        var header = message.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
        channel.shutdownNow();
    }
}
