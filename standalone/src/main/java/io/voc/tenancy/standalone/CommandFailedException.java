package io.voc.tenancy.standalone;

/** A command can't go on, for a reason that the message tells in one line. */
final class CommandFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandFailedException(String message) {
        super(message);
    }
}
