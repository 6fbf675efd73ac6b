package io.voc.tenancy.eventstore.secrecy;

/** Something is to be encrypted for a tenant whose data key is destroyed, or was never there. */
public final class NoDataKeyException extends SecrecyException {

    private static final long serialVersionUID = 1L;

    NoDataKeyException(String tenantId) {
        super("the tenant " + tenantId + " has no data key");
    }
}
