package io.voc.tenancy.e2e;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;

import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The gRPC interface as a caller uses it. An answer that the {@code .proto} files do not allow
 * fails the call.
 */
final class Grpc {

    private static final Map<String, ManagedChannel> CHANNELS = new ConcurrentHashMap<>();

    private static final int NARROW_BYTES = 65_535;

    private static final Metadata.Key<String> CONSISTENCY_TOKEN =
            Metadata.Key.of("consistency-token", Metadata.ASCII_STRING_MARSHALLER);

    private Grpc() {}

    static ManagedChannel channel(Standalone standalone) {
        return channel(standalone.environment("GRPC_PORT"));
    }

    /** To the side that decides, be it a process of its own. */
    static ManagedChannel commandChannel(Standalone standalone) {
        return Standalone.IS_SEPARATE
                ? channel(standalone.inner("command-side", "GRPC_PORT").getFirst())
                : channel(standalone);
    }

    static ManagedChannel channel(String atPort) {
        return CHANNELS.computeIfAbsent(
                atPort,
                port ->
                        io.grpc.Grpc.newChannelBuilder(
                                        "127.0.0.1:" + port, InsecureChannelCredentials.create())
                                .intercept(new GrpcContract())
                                .build());
    }

    /** A connection on which little is under way before the server has to wait for its reader. */
    static ManagedChannel narrowChannel(String port) {
        return CHANNELS.computeIfAbsent(
                port + " narrow",
                _ ->
                        NettyChannelBuilder.forTarget("127.0.0.1:" + port)
                                .usePlaintext()
                                .flowControlWindow(NARROW_BYTES)
                                .intercept(new GrpcContract())
                                .build());
    }

    static <S extends AbstractStub<S>> S as(String token, S stub) {
        var metadata = new Metadata();
        metadata.put(
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
                "Bearer " + token);
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    /** As platform-admin, with a consistency token. */
    static <S extends AbstractStub<S>> S withToken(S stub, String token) {
        return as(Tokens.platformAdmin(), after(stub, token));
    }

    /** With a consistency token, as whoever the stub is for. */
    static <S extends AbstractStub<S>> S after(S stub, String token) {
        var metadata = new Metadata();
        metadata.put(CONSISTENCY_TOKEN, token);
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    /** The stable code of a refusal. */
    static String code(StatusRuntimeException refusal) {
        return info(refusal).getReason();
    }

    static String traceId(StatusRuntimeException refusal) {
        return info(refusal).getMetadataOrDefault("traceId", "");
    }

    private static ErrorInfo info(StatusRuntimeException refusal) {
        var status = StatusProto.fromThrowable(refusal);
        if (status == null) {
            return ErrorInfo.getDefaultInstance();
        }
        return status.getDetailsList().stream()
                .filter(detail -> detail.is(ErrorInfo.class))
                .map(Grpc::unpacked)
                .findFirst()
                .orElse(ErrorInfo.getDefaultInstance());
    }

    private static ErrorInfo unpacked(Any detail) {
        try {
            return detail.unpack(ErrorInfo.class);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
