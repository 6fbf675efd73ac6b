package io.voc.tenancy.query.apikey;

import io.grpc.stub.StreamObserver;
import io.voc.tenancy.contracts.apikey.ApiKeyVerification;
import io.voc.tenancy.query.ProtoTimestamps;
import io.voc.tenancy.v1.ApiKeyServiceGrpc;
import io.voc.tenancy.v1.VerifyApiKeyRequest;
import io.voc.tenancy.v1.VerifyApiKeyResponse;
import io.voc.tenancy.v1.VerifyApiKeyResponse.Result;

import org.springframework.grpc.server.service.GrpcService;

/** Verification of keys over gRPC. */
@GrpcService
class ApiKeyGrpcApi extends ApiKeyServiceGrpc.ApiKeyServiceImplBase {

    private final ApiKeyVerifier verifier;

    ApiKeyGrpcApi(ApiKeyVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public void verifyApiKey(
            VerifyApiKeyRequest request, StreamObserver<VerifyApiKeyResponse> answer) {
        answer.onNext(message(verifier.verify(request.getKey(), request.getRequiredScopesList())));
        answer.onCompleted();
    }

    private static VerifyApiKeyResponse message(ApiKeyVerification verification) {
        var message =
                VerifyApiKeyResponse.newBuilder()
                        .setResult(Result.valueOf("RESULT_" + verification.result()));
        if (verification.tenantId() != null
                && verification.keyId() != null
                && verification.environment() != null
                && verification.scopes() != null) {
            message.setTenantId(verification.tenantId())
                    .setKeyId(verification.keyId())
                    .setEnvironment(verification.environment().toString())
                    .addAllScopes(verification.scopes());
            if (verification.expiresAt() != null) {
                message.setExpiresAt(ProtoTimestamps.of(verification.expiresAt()));
            }
        }
        return message.build();
    }
}
