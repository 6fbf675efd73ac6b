package io.voc.tenancy.eventstore.rebuild;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * How the registers differ from what the log says.
 *
 * @param position up to which the log was read
 */
public record RegisterComparison(long position, List<Register> registers) {

    /**
     * One register.
     *
     * @param name of the table
     * @param rows that it has by the log
     * @param differing how many rows are missing, too many or wrong
     * @param differences the first hundred of them, by key
     */
    public record Register(String name, long rows, long differing, List<Difference> differences) {}

    /**
     * One row, as PostgreSQL writes the columns beside its key.
     *
     * @param present what the register has; null when the row is missing
     * @param rebuilt what the log says; null when the row is too many
     */
    public record Difference(String key, @Nullable String present, @Nullable String rebuilt) {}

    /** Whether the registers are what the log says. */
    public boolean isEqual() {
        return registers.stream().allMatch(register -> register.differing() == 0);
    }
}
