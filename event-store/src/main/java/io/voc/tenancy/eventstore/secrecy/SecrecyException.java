package io.voc.tenancy.eventstore.secrecy;

/**
 * Something can't be encrypted or decrypted although it should be: a key is missing, or what is
 * stored is damaged. The message names the tenant and the place, never a value.
 */
public sealed class SecrecyException extends RuntimeException permits NoDataKeyException {

    private static final long serialVersionUID = 1L;

    SecrecyException(String message) {
        super(message);
    }

    SecrecyException(String message, Throwable cause) {
        super(message, cause);
    }
}
