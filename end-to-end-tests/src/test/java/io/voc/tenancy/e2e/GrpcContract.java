package io.voc.tenancy.e2e;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Message;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.voc.tenancy.contracts.rejection.RejectionCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Holds every answer on gRPC against the {@code .proto} files: it has no field and no value that
 * they don't know, and a refusal has the status that belongs to its code. A fault takes the
 * answer's place.
 */
final class GrpcContract implements ClientInterceptor {

    private static final String PACKAGE = "voc.tenancy.v1";
    private static final Pattern SERVICE = Pattern.compile("^service (\\w+)", Pattern.MULTILINE);

    /** What the way to the service, and not the service, may answer. */
    private static final Set<Status.Code> TRANSPORT =
            Set.of(Status.Code.UNAVAILABLE, Status.Code.CANCELLED, Status.Code.DEADLINE_EXCEEDED);

    /** The services of the {@code .proto} files. */
    static List<ServiceDescriptor> services() throws IOException {
        var sources = Path.of(System.getProperty("repository"), "api-contracts/src/main/protobuf");
        try (var files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".proto"))
                    .map(Standalone::read)
                    .flatMap(text -> SERVICE.matcher(text).results())
                    .map(service -> descriptor(service.group(1)))
                    .toList();
        }
    }

    private static ServiceDescriptor descriptor(String service) {
        try {
            return (ServiceDescriptor)
                    Class.forName("io." + PACKAGE + "." + service + "Grpc")
                            .getMethod("getServiceDescriptor")
                            .invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(service, e);
        }
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
            MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        var call = next.newCall(method, options);
        if (!method.getFullMethodName().startsWith(PACKAGE)) {
            return call;
        }
        return new SimpleForwardingClientCall<>(call) {
            @Override
            public void start(Listener<A> listener, Metadata headers) {
                super.start(new Checked<>(method.getFullMethodName(), listener), headers);
            }
        };
    }

    private static final class Checked<A> extends SimpleForwardingClientCallListener<A> {

        private final String method;
        private final List<String> faults = new ArrayList<>();

        Checked(String method, ClientCall.Listener<A> listener) {
            super(listener);
            this.method = method;
        }

        @Override
        public void onMessage(A answer) {
            Conformance.answered(method);
            faults.addAll(faultsIn((Message) answer).toList());
            super.onMessage(answer);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (!status.isOk()) {
                faults.addAll(faultsOf(status, trailers));
            }
            if (faults.isEmpty()) {
                super.onClose(status, trailers);
            } else {
                var fault = Conformance.fault("gRPC " + method + " -> " + status, faults);
                super.onClose(Status.DATA_LOSS.withDescription(fault), trailers);
            }
        }
    }

    /** Every field and every value that a message has and the {@code .proto} files do not know. */
    static Stream<String> faultsIn(Message message) {
        var unknown = message.getUnknownFields().asMap().keySet().stream();
        return Stream.concat(
                unknown.map(number ->
                        message.getDescriptorForType().getName() + " has no field " + number),
                message.getAllFields().values().stream()
                        .flatMap(value ->
                                value instanceof List<?> values
                                        ? values.stream()
                                        : Stream.<Object>of(value))
                        .flatMap(GrpcContract::faultsIn));
    }

    private static Stream<String> faultsIn(Object value) {
        return switch (value) {
            case Message message -> faultsIn(message);
            case EnumValueDescriptor constant when constant.getIndex() < 0 ->
                    Stream.of(constant.getType().getName() + " has no " + constant.getNumber());
            default -> Stream.of();
        };
    }

    private static List<String> faultsOf(Status status, Metadata trailers) {
        var code = Grpc.code(status.asRuntimeException(trailers));
        if (code.isEmpty()) {
            return TRANSPORT.contains(status.getCode())
                    ? List.of()
                    : List.of("a refusal without a code");
        }
        return Arrays.stream(RejectionCode.values())
                .filter(known -> known.code().equals(code))
                .map(known -> known.kind().grpcStatus())
                .findFirst()
                .map(expected ->
                        expected.equals(status.getCode().name())
                                ? List.<String>of()
                                : List.of(code + " belongs to " + expected))
                .orElseGet(() -> List.of("the code " + code + " is not known"));
    }
}
