package io.voc.tenancy.benchmarks;

import io.grpc.CallOptions;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.voc.tenancy.v1.ConfigurationServiceGrpc;
import io.voc.tenancy.v1.GetConfigurationRequest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Looks configurations up over a few connections. What comes back is counted and not read, so that
 * what is measured is the server.
 */
final class GrpcCaller implements AutoCloseable {

    private static final int CONNECTIONS = 4;

    private static final MethodDescriptor<GetConfigurationRequest, Integer> METHOD =
            ConfigurationServiceGrpc.getGetConfigurationMethod().toBuilder(
                            ConfigurationServiceGrpc.getGetConfigurationMethod()
                                    .getRequestMarshaller(),
                            new Size())
                    .build();

    private final List<ManagedChannel> channels;

    GrpcCaller(int port, String token) {
        var metadata = new Metadata();
        metadata.put(
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
                "Bearer " + token);
        channels =
                IntStream.range(0, CONNECTIONS)
                        .mapToObj(_ ->
                                NettyChannelBuilder.forAddress(
                                                "127.0.0.1",
                                                port,
                                                InsecureChannelCredentials.create())
                                        .intercept(
                                                MetadataUtils.newAttachHeadersInterceptor(metadata))
                                        .build())
                        .toList();
    }

    /** The bytes of a tenant's configuration, asked by a caller of this number. */
    int get(int caller, String tenantId) {
        return ClientCalls.blockingUnaryCall(
                channels.get(caller % CONNECTIONS),
                METHOD,
                CallOptions.DEFAULT,
                GetConfigurationRequest.newBuilder().setTenantId(tenantId).build());
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
    }

    private static final class Size implements MethodDescriptor.Marshaller<Integer> {

        @Override
        public InputStream stream(Integer size) {
            throw new UnsupportedOperationException("this one asks");
        }

        @Override
        public Integer parse(InputStream message) {
            try {
                return Math.toIntExact(message.skip(Integer.MAX_VALUE));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
