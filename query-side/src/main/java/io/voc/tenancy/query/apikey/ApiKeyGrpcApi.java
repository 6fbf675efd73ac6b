package io.voc.tenancy.query.apikey;

import io.grpc.stub.StreamObserver;
import io.voc.tenancy.contracts.apikey.ApiKeyVerification;
import io.voc.tenancy.contracts.apikey.ApiKeyVerification.RateLimitState;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.query.ProtoTimestamps;
import io.voc.tenancy.v1.ApiKeyServiceGrpc;
import io.voc.tenancy.v1.VerifyApiKeyRequest;
import io.voc.tenancy.v1.VerifyApiKeyResponse;
import io.voc.tenancy.v1.VerifyApiKeyResponse.RateLimit;
import io.voc.tenancy.v1.VerifyApiKeyResponse.Result;
import io.voc.tenancy.v1.VerifyApiKeysRequest;
import io.voc.tenancy.v1.VerifyApiKeysResponse;

import org.springframework.grpc.server.service.GrpcService;

/** Verification of keys over gRPC. */
@GrpcService
class ApiKeyGrpcApi extends ApiKeyServiceGrpc.ApiKeyServiceImplBase {

    private static final int MOST_AT_ONCE = 100;

    private final ApiKeyVerifier verifier;

    ApiKeyGrpcApi(ApiKeyVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public void verifyApiKey(
            VerifyApiKeyRequest request, StreamObserver<VerifyApiKeyResponse> answer) {
        answer.onNext(verified(request));
        answer.onCompleted();
    }

    @Override
    public void verifyApiKeys(
            VerifyApiKeysRequest request, StreamObserver<VerifyApiKeysResponse> answer) {
        if (request.getRequestsCount() > MOST_AT_ONCE) {
            throw Rejection.invalid(
                    "requests", "requests has more than the " + MOST_AT_ONCE + " that are allowed");
        }
        var verified = VerifyApiKeysResponse.newBuilder();
        request.getRequestsList().forEach(one -> verified.addResponses(verified(one)));
        answer.onNext(verified.build());
        answer.onCompleted();
    }

    private VerifyApiKeyResponse verified(VerifyApiKeyRequest request) {
        return message(
                verifier.verify(
                        new Verification(
                                request.getKey(),
                                request.getRequiredScopesList(),
                                request.getSourceIp())));
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
        }
        if (verification.plan() != null) {
            message.setPlan(verification.plan());
        }
        if (verification.allowedCidrs() != null) {
            message.addAllAllowedCidrs(verification.allowedCidrs());
        }
        if (verification.expiresAt() != null) {
            message.setExpiresAt(ProtoTimestamps.of(verification.expiresAt()));
        }
        if (verification.rateLimit() != null) {
            message.setRateLimit(message(verification.rateLimit()));
        }
        return message.build();
    }

    private static RateLimit message(RateLimitState state) {
        var message =
                RateLimit.newBuilder()
                        .setLimit(state.limit())
                        .setRemaining(state.remaining())
                        .setResetsAt(ProtoTimestamps.of(state.resetsAt()));
        if (state.nextAt() != null) {
            message.setNextAt(ProtoTimestamps.of(state.nextAt()));
        }
        return message.build();
    }
}
