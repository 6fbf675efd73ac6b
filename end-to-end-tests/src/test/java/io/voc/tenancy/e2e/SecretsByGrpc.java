package io.voc.tenancy.e2e;

import io.voc.tenancy.v1.Configuration;
import io.voc.tenancy.v1.ConfigurationServiceGrpc;
import io.voc.tenancy.v1.GetConfigurationRequest;
import io.voc.tenancy.v1.Secret;

import java.util.List;
import java.util.stream.Stream;

/** Configurations with their secrets, as services get them over gRPC. */
record SecretsByGrpc(Standalone standalone, String tenantId) {

    /** What a caller gets who sends the token of a write. */
    Configuration read(String token, Api.Answer after) {
        var stub = ConfigurationServiceGrpc.newBlockingStub(Grpc.channel(standalone));
        return Grpc.as(token, Grpc.after(stub, after.header("Consistency-Token")))
                .getConfiguration(
                        GetConfigurationRequest.newBuilder().setTenantId(tenantId).build());
    }

    /** Those of the webhooks, the trunk and the account, as far as they are set. */
    List<String> all(Api.Answer after) {
        var message = read(Tokens.service(), after);
        var telephony = message.getTelephony();
        return Stream.concat(
                        message.getAiAgentsList().stream()
                                .map(agent -> agent.getWebhook().getSecret()),
                        Stream.of(
                                telephony.getSipTrunk().getPassword(),
                                telephony.getCredentials().getToken()))
                .map(Secret::getValue)
                .filter(value -> !value.isEmpty())
                .toList();
    }
}
