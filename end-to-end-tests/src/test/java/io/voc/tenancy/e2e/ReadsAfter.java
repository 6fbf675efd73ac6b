package io.voc.tenancy.e2e;

import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.voc.tenancy.v1.TenantServiceGrpc;
import io.voc.tenancy.v1.TenantServiceGrpc.TenantServiceBlockingStub;

/** Reads that must include a write, by its consistency token. */
final class ReadsAfter {

    private static final String HEADER = "Consistency-Token";

    private ReadsAfter() {}

    /** The token that a write answered with. */
    static String token(Api.Answer write) {
        return write.response().headers().firstValue(HEADER).orElseThrow();
    }

    static Api.Answer read(Api api, String path, String token) {
        return api.send(api.request(path).header(HEADER, token).GET());
    }

    static TenantServiceBlockingStub byGrpc(Standalone standalone, String token) {
        var metadata = new Metadata();
        metadata.put(Metadata.Key.of(HEADER, Metadata.ASCII_STRING_MARSHALLER), token);
        return Grpc.as(
                        Tokens.platformAdmin(),
                        TenantServiceGrpc.newBlockingStub(Grpc.channel(standalone)))
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }
}
