package io.voc.tenancy.benchmarks;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;

import java.util.List;
import java.util.stream.Stream;

/** A few connections to a server, shared by many callers who all have an operator's token. */
final class GrpcChannels implements AutoCloseable {

    private static final int CONNECTIONS = 4;

    private final List<ManagedChannel> channels;
    private final List<Channel> authorized;

    GrpcChannels(int port) {
        var metadata = new Metadata();
        metadata.put(
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
                "Bearer " + OperatorToken.mint());
        var token = MetadataUtils.newAttachHeadersInterceptor(metadata);
        channels =
                Stream.generate(() ->
                                Grpc.newChannelBuilder(
                                                "127.0.0.1:" + port,
                                                InsecureChannelCredentials.create())
                                        .build())
                        .limit(CONNECTIONS)
                        .toList();
        authorized =
                channels.stream()
                        .map(channel -> ClientInterceptors.intercept(channel, token))
                        .toList();
    }

    /** The connection of a caller of this number. */
    Channel of(int caller) {
        return authorized.get(caller % CONNECTIONS);
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
    }
}
