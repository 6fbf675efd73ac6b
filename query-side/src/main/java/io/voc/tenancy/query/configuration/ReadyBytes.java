package io.voc.tenancy.query.configuration;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Answers a method's calls with messages that are bytes already. */
final class ReadyBytes implements MethodDescriptor.Marshaller<byte[]> {

    private static final ReadyBytes INSTANCE = new ReadyBytes();

    private ReadyBytes() {}

    /** The same method, whose answers are the bytes of its message. */
    static <Q> MethodDescriptor<Q, byte[]> of(MethodDescriptor<Q, ?> method) {
        return method.toBuilder(method.getRequestMarshaller(), INSTANCE).build();
    }

    @Override
    public InputStream stream(byte[] message) {
        return new Ready(message);
    }

    @Override
    public byte[] parse(InputStream stream) {
        throw new UnsupportedOperationException("only callers read answers");
    }

    /** Is copied once, into the frames that are sent. */
    private static final class Ready extends ByteArrayInputStream
            implements KnownLength, Drainable {

        Ready(byte[] bytes) {
            super(bytes);
        }

        @Override
        public int drainTo(OutputStream target) throws IOException {
            int length = count - pos;
            target.write(buf, pos, length);
            pos = count;
            return length;
        }
    }
}
