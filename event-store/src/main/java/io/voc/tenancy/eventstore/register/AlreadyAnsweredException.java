package io.voc.tenancy.eventstore.register;

/**
 * The request was answered before, as {@link StoredAnswers} tells; its answer stands, and nothing
 * was stored again.
 */
public final class AlreadyAnsweredException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AlreadyAnsweredException() {
        super("answered before", null, false, false);
    }
}
