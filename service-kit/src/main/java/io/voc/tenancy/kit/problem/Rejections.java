package io.voc.tenancy.kit.problem;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an exception from anywhere inside means to a caller, on every transport. */
public final class Rejections {

    private static final int MAX_DEPTH = 10;

    /**
     * Connection lost, resources short, server stopping, time-out, lock not available,
     * serialization failure, deadlock (PostgreSQL, appendix A).
     */
    private static final Pattern OUTAGE =
            Pattern.compile("08...|53...|57P0.|57014|55P03|40001|40P01");

    private Rejections() {}

    /**
     * The rejection in the chain of causes; {@code unavailable} when the database is away; empty
     * for a defect.
     */
    public static Optional<Rejection> in(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            if (cause instanceof Rejection rejection) {
                return Optional.of(rejection);
            }
            if (isOutage(cause)) {
                return Optional.of(
                        new Rejection(
                                RejectionCode.UNAVAILABLE,
                                "The service can't answer right now; try again"));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    /** What a caller is told of a defect: nothing but that there is one. */
    public static Rejection ofDefect() {
        return new Rejection(
                RejectionCode.INTERNAL_ERROR,
                "Something went wrong here; the trace id finds it in the logs");
    }

    private static boolean isOutage(Throwable cause) {
        return cause instanceof CannotCreateTransactionException
                || cause instanceof DataAccessResourceFailureException
                || cause instanceof TransientDataAccessException
                || cause instanceof QueryTimeoutException
                || (cause instanceof SQLException failure && isOutage(failure));
    }

    private static boolean isOutage(SQLException failure) {
        return failure instanceof SQLTransientConnectionException
                || (failure.getSQLState() != null
                        && OUTAGE.matcher(failure.getSQLState()).matches())
                || (failure.getNextException() != null && isOutage(failure.getNextException()));
    }
}
