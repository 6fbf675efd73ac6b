package io.voc.tenancy.command.onboarding;

/** What an onboarding has made is not as it should be; the message says what. */
final class CheckFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What the step fails with. */
    static final String CODE = "check-failed";

    CheckFailedException(String what) {
        super("The " + what + " is not as it should be");
    }
}
