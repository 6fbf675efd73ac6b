package io.voc.tenancy.eventstore.secrecy;

/** Puts every data key under the newest master key, so that the older ones can be given up. */
public final class MasterKeyRotation {

    private static final int BATCH = 500;

    private final MasterKeys masterKeys;
    private final DataKeyTable table;

    MasterKeyRotation(MasterKeys masterKeys, DataKeyTable table) {
        this.masterKeys = masterKeys;
        this.table = table;
    }

    /**
     * Wraps anew what an older master key wrapped, each key in a commit of its own. May be broken
     * off and run again, and by several nodes at once; reads 500 keys at a time.
     *
     * @return how many keys were wrapped anew
     * @throws SecrecyException when a key opens with none of the master keys
     */
    public int rewrapAll() {
        int rewrapped = 0;
        var batch = table.after("", BATCH);
        while (!batch.isEmpty()) {
            for (var key : batch) {
                if (!masterKeys.isNewest(key.wrapped()) && rewrap(key)) {
                    rewrapped++;
                }
            }
            batch = table.after(batch.getLast().tenantId(), BATCH);
        }
        return rewrapped;
    }

    private boolean rewrap(WrappedKey key) {
        var plain = masterKeys.unwrap(key.tenantId(), key.wrapped());
        return table.replace(key, masterKeys.wrap(key.tenantId(), plain));
    }
}
