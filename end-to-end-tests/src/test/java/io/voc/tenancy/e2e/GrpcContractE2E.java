package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.InvalidProtocolBufferException;

import io.grpc.Channel;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import io.voc.tenancy.v1.AccessProto;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** What reflection tells of the services is what the {@code .proto} files say. */
class GrpcContractE2E {

    private final List<Channel> channels =
            Stream.of(Grpc.channel(Standalone.shared()), Grpc.commandChannel(Standalone.shared()))
                    .distinct()
                    .map(Channel.class::cast)
                    .toList();

    static List<ServiceDescriptor> services() throws IOException {
        return GrpcContract.services();
    }

    @Test
    void there_are_the_services_of_the_proto_files_and_no_others() throws IOException {
        var told = channels.stream().flatMap(channel -> servicesOf(channel).stream()).toList();

        assertThat(told)
                .extracting(ServiceResponse::getName)
                .filteredOn(name -> name.startsWith("voc."))
                .containsExactlyInAnyOrderElementsOf(
                        services().stream().map(ServiceDescriptor::getName).toList());
    }

    /** With every method, every message, every field's number and type, and who may call. */
    @ParameterizedTest
    @MethodSource("services")
    void each_is_described_as_its_proto_file_describes_it(ServiceDescriptor service) {
        var told =
                channels.stream().flatMap(channel -> filesOf(channel, service).stream()).toList();

        assertThat(told.stream().map(GrpcContractE2E::parsed))
                .containsAll(withDependencies(file(service)).toList());
    }

    private static List<ServiceResponse> servicesOf(Channel channel) {
        return reflected(channel, ServerReflectionRequest.newBuilder().setListServices("").build())
                .getListServicesResponse()
                .getServiceList();
    }

    /** None where it is not served. */
    private static List<ByteString> filesOf(Channel channel, ServiceDescriptor service) {
        return reflected(
                        channel,
                        ServerReflectionRequest.newBuilder()
                                .setFileContainingSymbol(service.getName())
                                .build())
                .getFileDescriptorResponse()
                .getFileDescriptorProtoList();
    }

    private static ServerReflectionResponse reflected(
            Channel channel, ServerReflectionRequest question) {
        var answer = new CompletableFuture<ServerReflectionResponse>();
        var questions =
                ServerReflectionGrpc.newStub(channel).serverReflectionInfo(completing(answer));
        questions.onNext(question);
        questions.onCompleted();
        return answer.orTimeout(10, java.util.concurrent.TimeUnit.SECONDS).join();
    }

    private static FileDescriptor file(ServiceDescriptor service) {
        return service.getSchemaDescriptor() instanceof ProtoFileDescriptorSupplier proto
                ? proto.getFileDescriptor()
                : throwing(service);
    }

    private static FileDescriptor throwing(ServiceDescriptor service) {
        throw new AssertionError(service + " is not made from a .proto file");
    }

    private static Stream<FileDescriptorProto> withDependencies(FileDescriptor file) {
        return Stream.concat(
                Stream.of(file.toProto()),
                file.getDependencies().stream()
                        .filter(dependency -> dependency.getPackage().startsWith("voc."))
                        .flatMap(GrpcContractE2E::withDependencies));
    }

    private static FileDescriptorProto parsed(ByteString file) {
        var options = ExtensionRegistry.newInstance();
        AccessProto.registerAllExtensions(options);
        try {
            return FileDescriptorProto.parseFrom(file, options);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> StreamObserver<T> completing(CompletableFuture<T> future) {
        return new StreamObserver<>() {
            @Override
            public void onNext(T value) {
                future.complete(value);
            }

            @Override
            public void onError(Throwable failure) {
                future.completeExceptionally(failure);
            }

            @Override
            public void onCompleted() {}
        };
    }
}
