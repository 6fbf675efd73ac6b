package io.voc.tenancy.kit.environment;

/**
 * An environment variable is missing or malformed; the message names it and says what is expected.
 */
public final class InvalidEnvironmentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidEnvironmentException(String message) {
        super(message);
    }
}
