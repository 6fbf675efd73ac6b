package io.voc.tenancy.kit.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;

import io.grpc.Status.Code;
import io.grpc.StatusException;
import io.grpc.protobuf.StatusProto;
import io.voc.tenancy.contracts.rejection.FieldFault;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.kit.correlation.Correlation;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessResourceFailureException;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;

class GrpcProblemsTest {

    private final GrpcProblems problems = new GrpcProblems();

    @AfterEach
    void end() {
        Correlation.end();
    }

    @Nested
    class A_rejection {

        @ParameterizedTest
        @EnumSource
        void becomes_its_status_with_its_code(RejectionCode code) {
            var failure = problems.handleException(new Rejection(code, "What to do"));

            assertThat(failure.getStatus().getCode().name()).isEqualTo(code.kind().grpcStatus());
            assertThat(failure.getStatus().getDescription()).isEqualTo("What to do");
            assertThat(detail(failure, ErrorInfo.class).getReason()).isEqualTo(code.code());
            assertThat(detail(failure, ErrorInfo.class).getDomain()).isEqualTo("tenancy.voc.io");
        }

        @Test
        void names_the_call_by_its_correlation_id() {
            Correlation.begin("call-1");

            var failure = problems.handleException(Rejection.notFound("tenant", "ten_1"));

            assertThat(detail(failure, ErrorInfo.class).getMetadataMap())
                    .containsEntry("traceId", "call-1");
        }

        @Test
        void lists_its_faults() {
            var failure =
                    problems.handleException(
                            Rejection.invalid(
                                    List.of(
                                            new FieldFault("/slug", "too short"),
                                            new FieldFault("/name", "blank"))));

            assertThat(detail(failure, BadRequest.class).getFieldViolationsList())
                    .extracting(fault -> fault.getField() + " " + fault.getDescription())
                    .containsExactly("/slug too short", "/name blank");
        }

        @Test
        void has_no_list_of_faults_when_no_field_is_to_blame() {
            var failure = problems.handleException(Rejection.notFound("tenant", "ten_1"));

            assertThat(status(failure).getDetailsList())
                    .singleElement()
                    .matches(detail -> detail.is(ErrorInfo.class));
        }

        @Test
        void is_found_among_the_causes() {
            var failure =
                    problems.handleException(
                            new CompletionException(Rejection.notFound("tenant", "ten_1")));

            assertThat(failure.getStatus().getCode()).isEqualTo(Code.NOT_FOUND);
        }
    }

    @Nested
    class Anything_else {

        @Test
        void that_is_an_outage_is_worth_another_try() {
            var failure =
                    problems.handleException(
                            new DataAccessResourceFailureException("db-1 refused"));

            assertThat(failure.getStatus().getCode()).isEqualTo(Code.UNAVAILABLE);
            assertThat(status(failure).toString()).doesNotContain("db-1");
        }

        @Test
        void that_is_a_defect_shows_nothing_of_itself() {
            var failure =
                    problems.handleException(new IllegalStateException("SELECT * FROM secret"));

            assertThat(failure.getStatus().getCode()).isEqualTo(Code.INTERNAL);
            assertThat(detail(failure, ErrorInfo.class).getReason()).isEqualTo("internal-error");
            assertThat(status(failure).toString()).doesNotContain("secret", "IllegalState");
        }
    }

    private static Status status(StatusException failure) {
        return Objects.requireNonNull(StatusProto.fromThrowable(failure));
    }

    private static <M extends Message> M detail(StatusException failure, Class<M> type) {
        return status(failure).getDetailsList().stream()
                .filter(detail -> detail.is(type))
                .map(detail -> unpacked(detail, type))
                .findFirst()
                .orElseThrow();
    }

    private static <M extends Message> M unpacked(Any detail, Class<M> type) {
        try {
            return detail.unpack(type);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
