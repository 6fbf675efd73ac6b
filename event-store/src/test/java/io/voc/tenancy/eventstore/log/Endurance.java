package io.voc.tenancy.eventstore.log;

/** How long the long tests run: short by default, in full with {@code -Pendurance}. */
final class Endurance {

    private Endurance() {}

    static int choose(int briefly, int inFull) {
        return Boolean.getBoolean("endurance") ? inFull : briefly;
    }
}
