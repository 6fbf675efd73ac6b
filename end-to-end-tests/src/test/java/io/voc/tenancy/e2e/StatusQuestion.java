package io.voc.tenancy.e2e;

import io.grpc.StatusRuntimeException;
import io.voc.tenancy.v1.ApiKeyServiceGrpc;
import io.voc.tenancy.v1.ConfigurationServiceGrpc;
import io.voc.tenancy.v1.GetConfigurationRequest;
import io.voc.tenancy.v1.GetTenantRequest;
import io.voc.tenancy.v1.TenantServiceGrpc;
import io.voc.tenancy.v1.VerifyApiKeyRequest;

import java.util.function.Supplier;

/**
 * Someone asks something of a tenant that does not change its status.
 *
 * @param caller a role, or the tenant's key
 */
record StatusQuestion(Standalone standalone, SampleTenant tenant, String caller) {

    /** A result, or the status and, of a refusal, the code. */
    String answer(String question) {
        var api = standalone.api().as(token());
        var config = tenant.path() + "/config";
        return switch (question) {
            case "verifies its key" -> api.verified(tenant.secret());
            case "verifies its key over gRPC" -> verifiedByGrpc();
            case "reads tenant" -> told(api.get(tenant.path()));
            case "reads tenant over gRPC" -> told(this::tenantByGrpc);
            case "reads configuration" -> told(api.get(config));
            case "reads configuration over gRPC" -> told(this::configurationByGrpc);
            case "reads keys" -> told(api.get(tenant.path() + "/api-keys"));
            case "reads key" -> told(api.get(tenant.keyPath()));
            case "reads limits" -> told(api.get(tenant.path() + "/limits"));
            case "reads grants" -> told(api.get(tenant.path() + "/grants"));
            case "replaces limits" -> told(tenant.asked("PUT limits", api));
            case "adds grant" -> told(tenant.asked("add grant", api));
            case "replaces profile" -> told(tenant.asked("PUT", api));
            case "patches profile" -> told(tenant.asked("PATCH", api));
            case "replaces configuration" -> told(tenant.asked("PUT config", api));
            case "patches configuration" -> told(tenant.asked("PATCH config", api));
            case "creates key" -> told(tenant.asked("create key", api));
            case "revokes key" -> told(api.delete(revocable()));
            default -> throw new AssertionError("How does anyone ask what " + question + "?");
        };
    }

    private String token() {
        return caller.equals("its key")
                ? tenant.secret()
                : Tokens.of(Tokens.with(Tokens.claims(caller), "tid", tenant.id()));
    }

    /** A key that nobody asks with; where none can be made any more, the one that there is. */
    private String revocable() {
        var keys = tenant.path() + "/api-keys";
        var other = tenant.asked("create key", standalone.api());
        return other.status() == 201 ? keys + "/" + other.text("id") : tenant.keyPath();
    }

    private String verifiedByGrpc() {
        return Grpc.as(token(), ApiKeyServiceGrpc.newBlockingStub(Grpc.channel(standalone)))
                .verifyApiKey(VerifyApiKeyRequest.newBuilder().setKey(tenant.secret()).build())
                .getResult()
                .name()
                .replace("RESULT_", "");
    }

    private Object tenantByGrpc() {
        return Grpc.as(token(), TenantServiceGrpc.newBlockingStub(Grpc.channel(standalone)))
                .getTenant(GetTenantRequest.newBuilder().setTenantId(tenant.id()).build());
    }

    private Object configurationByGrpc() {
        return Grpc.as(token(), ConfigurationServiceGrpc.newBlockingStub(Grpc.channel(standalone)))
                .getConfiguration(
                        GetConfigurationRequest.newBuilder().setTenantId(tenant.id()).build());
    }

    private static String told(Api.Answer answer) {
        return (answer.status() + " " + answer.code()).strip();
    }

    private static String told(Supplier<Object> call) {
        try {
            var _ = call.get();
            return "OK";
        } catch (StatusRuntimeException refusal) {
            return refusal.getStatus().getCode() + " " + Grpc.code(refusal);
        }
    }
}
