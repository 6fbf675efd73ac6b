package io.voc.tenancy.command.usage;

import io.voc.tenancy.contracts.tenant.TenantGate;

/** What is to be written to the ledger; each is written once, however often it is sent. */
public sealed interface LedgerEntry {

    String tenantId();

    String metric();

    /** What the tenant's status has to allow. */
    default TenantGate gate() {
        return TenantGate.USE;
    }

    /** Something that is answered once, by an id that its sender made. */
    sealed interface Request extends LedgerEntry {

        /** Names the request among all of the tenant's. */
        String requestId();

        /** What the request asks for, to tell it from others under the same id. */
        long asked();
    }

    /**
     * The tenant is about to use so much of a counter.
     *
     * @param amount 1 or more
     */
    record Consumption(String tenantId, String metric, long amount, String requestId)
            implements Request {

        @Override
        public long asked() {
            return amount;
        }
    }

    /** The tenant takes a place, for so long. */
    record Reservation(
            String reservationId, String tenantId, String metric, long ttlSeconds, String requestId)
            implements Request {

        @Override
        public long asked() {
            return ttlSeconds;
        }
    }

    /** A place is kept for so long from now. */
    record Extension(String reservationId, String tenantId, String metric, long ttlSeconds)
            implements LedgerEntry {}

    /** A place is given back. */
    record Release(String reservationId, String tenantId, String metric) implements LedgerEntry {

        @Override
        public TenantGate gate() {
            return TenantGate.GIVE_BACK;
        }
    }
}
