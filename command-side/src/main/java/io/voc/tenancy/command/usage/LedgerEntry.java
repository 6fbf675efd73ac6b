package io.voc.tenancy.command.usage;

import io.voc.tenancy.contracts.tenant.TenantGate;

import java.time.Instant;
import java.util.regex.Pattern;

/** What is to be written to the ledger; each is written once, however often it is sent. */
public sealed interface LedgerEntry {

    /** The most of a counter that one entry may be about. */
    long MOST = 1_000_000_000;

    /** What a request is named by: 1 to 255 visible ASCII characters. */
    Pattern REQUEST_ID = Pattern.compile("[!-~]{1,255}");

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

    /**
     * The tenant has used so much of a counter already, whatever its limits are.
     *
     * @param amount 1 or more
     * @param at when that was; what is to come counts as now
     */
    record PastUse(String tenantId, String metric, long amount, String requestId, Instant at)
            implements Request {

        @Override
        public long asked() {
            return amount;
        }

        @Override
        public TenantGate gate() {
            return TenantGate.RECORD;
        }
    }

    /**
     * What was counted was wrong by so much, in the periods of some moment. It has been decided and
     * recorded, so only a tenant that is gone for good keeps it from being counted.
     */
    record Correction(
            String correctionId, String tenantId, String metric, long amount, Instant occurredAt)
            implements Request {

        /** No caller can make such an id, as it has a space in it. */
        @Override
        public String requestId() {
            return "correction " + correctionId;
        }

        @Override
        public long asked() {
            return amount;
        }

        @Override
        public TenantGate gate() {
            return TenantGate.OPERATOR_READ;
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
