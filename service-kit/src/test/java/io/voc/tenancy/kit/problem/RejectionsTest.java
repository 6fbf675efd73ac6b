package io.voc.tenancy.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.CannotCreateTransactionException;

import java.sql.SQLTransientConnectionException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

class RejectionsTest {

    private final Rejection slugTaken =
            new Rejection(RejectionCode.SLUG_TAKEN, "The slug acme belongs to another tenant");

    @Nested
    class A_rejection {

        @Test
        void is_found_as_it_is() {
            assertThat(Rejections.in(slugTaken)).containsSame(slugTaken);
        }

        @Test
        void is_found_among_the_causes() {
            assertThat(Rejections.in(new CompletionException(new RuntimeException(slugTaken))))
                    .containsSame(slugTaken);
        }
    }

    @Nested
    class An_outage {

        static Stream<Exception> outages() {
            return Stream.of(
                    new CannotCreateTransactionException("secret-host refused"),
                    new DataAccessResourceFailureException("secret-host refused"),
                    new CannotAcquireLockException("secret-host refused"),
                    new QueryTimeoutException("secret-host refused"),
                    new SQLTransientConnectionException("secret-host refused"));
        }

        @ParameterizedTest
        @MethodSource("outages")
        void is_worth_another_try_and_tells_nothing_of_the_inside(Exception outage) {
            assertThat(Rejections.in(new IllegalStateException(outage)))
                    .hasValueSatisfying(rejection -> {
                        assertThat(rejection.code()).isEqualTo(RejectionCode.UNAVAILABLE);
                        assertThat(rejection.detail())
                                .contains("try again")
                                .doesNotContain("secret-host");
                    });
        }
    }

    @Nested
    class A_defect {

        @Test
        void is_no_rejection() {
            assertThat(Rejections.in(new IllegalStateException("a bug"))).isEmpty();
            assertThat(Rejections.in(new DataIntegrityViolationException("a bug"))).isEmpty();
        }

        @Test
        void is_told_as_such_and_no_more() {
            assertThat(Rejections.ofDefect().code()).isEqualTo(RejectionCode.INTERNAL_ERROR);
            assertThat(Rejections.ofDefect().detail()).contains("trace id");
        }
    }

    @Test
    void causes_that_go_in_circles_come_to_an_end() {
        var first = new IllegalStateException("first");
        var second = new IllegalStateException("second", first);
        first.initCause(second);

        assertThat(Rejections.in(first)).isEmpty();
    }
}
