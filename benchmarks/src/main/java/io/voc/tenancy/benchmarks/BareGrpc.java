package io.voc.tenancy.benchmarks;

import com.google.protobuf.UnsafeByteOperations;

import io.grpc.stub.StreamObserver;
import io.voc.tenancy.v1.AiAgent;
import io.voc.tenancy.v1.ApiKeyServiceGrpc;
import io.voc.tenancy.v1.Configuration;
import io.voc.tenancy.v1.ConfigurationServiceGrpc;
import io.voc.tenancy.v1.GetConfigurationRequest;
import io.voc.tenancy.v1.VerifyApiKeyRequest;
import io.voc.tenancy.v1.VerifyApiKeyResponse;
import io.voc.tenancy.v1.VerifyApiKeyResponse.Result;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportSelector;
import org.springframework.core.type.AnnotationMetadata;

import java.util.Map;

/**
 * Boot's gRPC starter as it comes, behind this system's authentication, with a method that answers
 * what it is asked, filled up to a size: {@code PAYLOAD} bytes.
 */
@ImportAutoConfiguration({SslAutoConfiguration.class, GrpcServerAutoConfiguration.class})
@Import(BareGrpc.Authentication.class)
class BareGrpc {

    public static void main(String[] arguments) {
        var environment = System.getenv();
        new SpringApplicationBuilder(BareGrpc.class)
                .web(WebApplicationType.NONE)
                .lazyInitialization(true) // of what is not for gRPC
                .properties(
                        Map.of(
                                "spring.grpc.server.port", environment.get("GRPC_PORT"),
                                "spring.grpc.server.address", environment.get("SERVER_HOST"),
                                "spring.main.banner-mode", "off",
                                "spring.main.keep-alive", "true",
                                "logging.level.root", "error",
                                "tenancy.jwt-secret", environment.get("JWT_SECRET"),
                                "tenancy.internal-token-key",
                                        environment.get("INTERNAL_TOKEN_KEY")))
                .run();
    }

    /** What authenticates calls, and nothing else of the kit. */
    static final class Authentication implements ImportSelector {

        @Override
        public String[] selectImports(AnnotationMetadata importing) {
            return new String[] {
                "io.voc.tenancy.kit.identity.IdentityConfiguration",
                "io.voc.tenancy.kit.grpc.TokenInterceptor"
            };
        }
    }

    @Bean
    ConfigurationServiceGrpc.ConfigurationServiceImplBase echo() {
        return new Echo(Integer.parseInt(System.getenv("PAYLOAD")));
    }

    @Bean
    ApiKeyServiceGrpc.ApiKeyServiceImplBase echoOfVerifications() {
        return new VerificationEcho();
    }

    private static final class VerificationEcho extends ApiKeyServiceGrpc.ApiKeyServiceImplBase {

        @Override
        public void verifyApiKey(
                VerifyApiKeyRequest request, StreamObserver<VerifyApiKeyResponse> answer) {
            answer.onNext(
                    VerifyApiKeyResponse.newBuilder()
                            .setResult(Result.RESULT_VALID)
                            .setTenantId("ten_01h2xcejqtf2nbrexx3vqjhp41")
                            .setKeyId("key_01h2xcejqtf2nbrexx3vqjhp41")
                            .setEnvironment("LIVE")
                            .addAllScopes(request.getRequiredScopesList())
                            .setPlan("growth")
                            .build());
            answer.onCompleted();
        }
    }

    private static final class Echo extends ConfigurationServiceGrpc.ConfigurationServiceImplBase {

        private final AiAgent filling;

        Echo(int bytes) {
            this.filling =
                    AiAgent.newBuilder()
                            .setInstructionsBytes(UnsafeByteOperations.unsafeWrap(text(bytes - 42)))
                            .build();
        }

        private static byte[] text(int length) {
            return "x".repeat(length).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        }

        @Override
        public void getConfiguration(
                GetConfigurationRequest request, StreamObserver<Configuration> answer) {
            answer.onNext(
                    Configuration.newBuilder()
                            .setTenantId(request.getTenantId())
                            .addAiAgents(filling)
                            .build());
            answer.onCompleted();
        }
    }
}
