package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;

import io.grpc.MethodDescriptor;
import io.voc.tenancy.v1.AiAgent;
import io.voc.tenancy.v1.AiAgentPurpose;
import io.voc.tenancy.v1.Configuration;

import org.junit.jupiter.api.Test;

import java.io.IOException;

/** The harness itself sees what is wrong with a message. */
class GrpcContractTest {

    @Test
    void a_message_of_known_fields_and_values_has_no_fault() {
        assertThat(
                        GrpcContract.faultsIn(
                                configuration(
                                        AiAgent.newBuilder()
                                                .setPurpose(
                                                        AiAgentPurpose.AI_AGENT_PURPOSE_SURVEY))))
                .isEmpty();
    }

    @Test
    void an_unknown_field_is_one_wherever_it_is() {
        var unknown =
                UnknownFieldSet.newBuilder()
                        .addField(99, Field.newBuilder().addVarint(1).build())
                        .build();

        assertThat(
                        GrpcContract.faultsIn(
                                configuration(AiAgent.newBuilder().setUnknownFields(unknown))))
                .containsExactly("AiAgent has no field 99");
    }

    @Test
    void an_unknown_value_of_an_enum_is_one() {
        assertThat(GrpcContract.faultsIn(configuration(AiAgent.newBuilder().setPurposeValue(99))))
                .containsExactly("AiAgentPurpose has no 99");
    }

    @Test
    void the_services_are_found_in_the_proto_files() throws IOException {
        assertThat(GrpcContract.services())
                .flatExtracting(service -> service.getMethods())
                .extracting(MethodDescriptor::getFullMethodName)
                .contains("voc.tenancy.v1.ApiKeyService/VerifyApiKey");
    }

    private static Configuration configuration(AiAgent.Builder agent) {
        return Configuration.newBuilder().addAiAgents(agent).build();
    }
}
