package io.voc.tenancy.contracts.rejection;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.List;

class RejectionCodeTest {

    @Nested
    class A_code {

        @ParameterizedTest
        @CsvSource(
                textBlock =
                        """
                        validation-failed,       400, INVALID_ARGUMENT
                        unauthenticated,         401, UNAUTHENTICATED
                        forbidden,               403, PERMISSION_DENIED
                        tenant-suspended,        403, PERMISSION_DENIED
                        not-found,               404, NOT_FOUND
                        slug-taken,              409, ALREADY_EXISTS
                        tenant-deleted,          409, FAILED_PRECONDITION
                        tenant-not-active,       409, FAILED_PRECONDITION
                        tenant-purged,           409, FAILED_PRECONDITION
                        tenant-not-deleted,      409, FAILED_PRECONDITION
                        idempotency-in-flight,   409, FAILED_PRECONDITION
                        version-conflict,        412, ABORTED
                        idempotency-key-reused,  422, INVALID_ARGUMENT
                        limit-reached,           409, FAILED_PRECONDITION
                        body-too-large,          413, INVALID_ARGUMENT
                        configuration-too-large, 413, INVALID_ARGUMENT
                        unsupported-media-type,  415, INVALID_ARGUMENT
                        answer-too-large,        429, RESOURCE_EXHAUSTED
                        watcher-too-slow,        429, RESOURCE_EXHAUSTED
                        projection-behind,       503, UNAVAILABLE
                        unavailable,             503, UNAVAILABLE
                        """)
        void means_the_same_on_both_transports(String code, int httpStatus, String grpcStatus) {
            assertThat(RejectionCode.values())
                    .filteredOn(known -> known.code().equals(code))
                    .extracting(RejectionCode::kind)
                    .singleElement()
                    .satisfies(kind -> {
                        assertThat(kind.httpStatus()).isEqualTo(httpStatus);
                        assertThat(kind.grpcStatus()).isEqualTo(grpcStatus);
                    });
        }

        @ParameterizedTest
        @EnumSource
        void is_spelled_in_kebab_case_and_has_a_title(RejectionCode code) {
            assertThat(code.code()).matches("[a-z]+(-[a-z]+)*");
            assertThat(code.title()).isNotBlank();
        }
    }

    @Nested
    class A_kind {

        @ParameterizedTest
        @EnumSource
        void names_a_status_of_grpc(RejectionKind kind) {
            assertThat(Arrays.stream(Status.Code.values()).map(Enum::name))
                    .contains(kind.grpcStatus());
            assertThat(kind.grpcStatus()).isNotEqualTo(Status.Code.OK.name());
        }

        @ParameterizedTest
        @EnumSource
        void is_an_error_of_http(RejectionKind kind) {
            assertThat(kind.httpStatus()).isBetween(400, 599);
        }

        @ParameterizedTest
        @EnumSource
        void is_of_use_to_some_code(RejectionKind kind) {
            assertThat(RejectionCode.values()).extracting(RejectionCode::kind).contains(kind);
        }
    }

    @Test
    void one_invalid_field_is_the_detail_and_more_are_counted() {
        var slug = new FieldFault("/slug", "The slug is too short");
        var name = new FieldFault("/name", "The name is blank");

        assertThat(Rejection.invalid(List.of(slug)).detail()).isEqualTo("The slug is too short");
        assertThat(Rejection.invalid(List.of(slug, name)))
                .satisfies(both -> {
                    assertThat(both.detail()).isEqualTo("2 fields are not valid");
                    assertThat(both.faults()).containsExactly(slug, name);
                });
    }
}
