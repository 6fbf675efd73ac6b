package io.voc.tenancy.query.configuration;

import com.google.protobuf.CodedOutputStream;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.kit.grpc.GrpcActors;
import io.voc.tenancy.query.Asked;
import io.voc.tenancy.v1.BatchGetConfigurationsResponse;
import io.voc.tenancy.v1.ConfigurationRefusal;
import io.voc.tenancy.v1.ConfigurationResult;

import org.springframework.stereotype.Component;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Answers for many tenants at once, for each by itself. */
@Component
class ConfigurationBatches {

    private static final int MOST = 500;

    /** What callers of gRPC receive unless they set something else, less what refusals take. */
    private static final int MOST_BYTES = (4 << 20) - MOST * 256;

    private final ConfigurationQueries configurations;

    ConfigurationBatches(ConfigurationQueries configurations) {
        this.configurations = configurations;
    }

    /**
     * The bytes of the message with a result for each tenant, in the order of the ids.
     *
     * @throws Rejection {@code validation-failed} for more than 500 ids
     */
    byte[] find(List<String> tenantIds, Asked asked) {
        if (tenantIds.size() > MOST) {
            throw Rejection.invalid("tenantIds", "tenantIds are at most " + MOST);
        }
        var message = new ByteArrayOutputStream();
        var out = CodedOutputStream.newInstance(message);
        try {
            for (var tenantId : tenantIds) {
                var result = result(tenantId, asked, MOST_BYTES - out.getTotalBytesWritten());
                out.writeByteArray(BatchGetConfigurationsResponse.RESULTS_FIELD_NUMBER, result);
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return message.toByteArray();
    }

    private byte[] result(String tenantId, Asked asked, int room) throws IOException {
        try {
            var actor = GrpcActors.reaching(tenantId);
            var form = ConfigurationForm.ofMessages(actor);
            var found = configurations.find(tenantId, actor, form, asked).bytes();
            if (found.length > room) {
                throw new Rejection(
                        RejectionCode.ANSWER_TOO_LARGE,
                        "The answer is full; ask for this configuration again");
            }
            return result(tenantId, found);
        } catch (Rejection refusal) {
            if (refusal.code() == RejectionCode.VALIDATION_FAILED) {
                throw refusal; // of the consistency token, which is the whole request's
            }
            return refused(tenantId, refusal);
        }
    }

    private static byte[] result(String tenantId, byte[] configuration) throws IOException {
        var message = new ByteArrayOutputStream();
        var out = CodedOutputStream.newInstance(message);
        out.writeString(ConfigurationResult.TENANT_ID_FIELD_NUMBER, tenantId);
        out.writeByteArray(ConfigurationResult.CONFIGURATION_FIELD_NUMBER, configuration);
        out.flush();
        return message.toByteArray();
    }

    private static byte[] refused(String tenantId, Rejection refusal) {
        return ConfigurationResult.newBuilder()
                .setTenantId(tenantId)
                .setRefusal(
                        ConfigurationRefusal.newBuilder()
                                .setCode(refusal.code().code())
                                .setDetail(refusal.detail()))
                .build()
                .toByteArray();
    }
}
