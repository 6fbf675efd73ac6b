package io.voc.tenancy.eventstore.register;

/** The request was answered before; its answer stands, and nothing was stored again. */
public final class AlreadyAnsweredException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    public AlreadyAnsweredException(Answer answer) {
        super("answered before", null, false, false);
        this.answer = answer;
    }

    public Answer answer() {
        return answer;
    }
}
