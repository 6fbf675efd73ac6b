package io.voc.tenancy.examples.telephony;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands for whoever sells phone numbers: each onboarding has its order once, however often it is
 * placed, and cancelling one that was never placed does no harm.
 */
final class Numbers {

    private final Set<String> orders = ConcurrentHashMap.newKeySet();

    /** Whether there are numbers in the region. */
    boolean order(String onboardingId, String region) {
        if (region.equals("nowhere")) {
            return false;
        }
        orders.add(onboardingId);
        return true;
    }

    /** The onboardings whose order stands. */
    Set<String> orders() {
        return Set.copyOf(orders);
    }

    void release(String onboardingId) {
        orders.remove(onboardingId);
    }
}
