package io.voc.tenancy.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

class ProblemAdviceTest {

    private final ProblemAdvice advice = new ProblemAdvice();

    @Nested
    class A_rejection {

        @ParameterizedTest
        @EnumSource
        void becomes_a_problem_with_its_status_and_its_code(RejectionCode code) {
            var answer = advice.anythingElse(new Rejection(code, "What a person can act on"));

            assertThat(answer.getStatusCode().value()).isEqualTo(code.kind().httpStatus());
            assertThat(answer.getHeaders().getContentType())
                    .isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
            assertThat(answer.getBody())
                    .isEqualTo(
                            new Problem(
                                    "urn:tenant-manager:problem:" + code.code(),
                                    code.title(),
                                    code.kind().httpStatus(),
                                    "What a person can act on",
                                    code.code(),
                                    "none",
                                    null));
        }

        @ParameterizedTest
        @EnumSource(names = {"UNAVAILABLE", "OVERLOADED", "PROJECTION_BEHIND"})
        void that_another_try_may_mend_says_when(RejectionCode code) {
            var answer = advice.anythingElse(new Rejection(code, "Try again"));

            assertThat(answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("1");
        }

        @ParameterizedTest
        @EnumSource(
                names = {"UNAVAILABLE", "OVERLOADED", "PROJECTION_BEHIND"},
                mode = EnumSource.Mode.EXCLUDE)
        void that_stands_does_not(RejectionCode code) {
            var answer = advice.anythingElse(new Rejection(code, "No"));

            assertThat(answer.getHeaders().containsHeader(HttpHeaders.RETRY_AFTER)).isFalse();
        }

        @Test
        void lists_its_faults() {
            var rejection = Rejection.invalid("/slug", "The slug is too short");

            assertThat(advice.anythingElse(rejection).getBody())
                    .satisfies(
                            problem -> assertThat(problem.errors()).isEqualTo(rejection.faults()));
        }
    }

    @Nested
    class A_defect {

        @Test
        void shows_nothing_of_itself() {
            var answer = advice.anythingElse(new IllegalStateException("SELECT * FROM secret"));

            assertThat(answer.getStatusCode().value()).isEqualTo(500);
            assertThat(String.valueOf(answer.getBody()))
                    .contains("internal-error")
                    .doesNotContain("secret", "IllegalState");
        }
    }
}
