package io.voc.tenancy.contracts.usage;

import io.voc.tenancy.contracts.command.Command;
import io.voc.tenancy.contracts.identity.TypeId;

import java.time.Instant;

/** What can be asked of a correction of usage. */
public sealed interface UsageCorrectionCommand extends Command<UsageCorrectionView> {

    /**
     * Corrects what was counted of a counter.
     *
     * @param amount more than was counted, or less when it is negative; not 0
     * @param occurredAt the moment whose periods are corrected
     * @param now by which that is not in the future
     */
    record CorrectUsage(
            String correctionId,
            String tenantId,
            String metric,
            long amount,
            Instant occurredAt,
            String reason,
            Instant now)
            implements UsageCorrectionCommand {

        @Override
        public String target() {
            return correctionId;
        }

        @Override
        public String thing() {
            return TypeId.USAGE_CORRECTION.thing();
        }

        @Override
        public boolean canBeThere() {
            return TypeId.USAGE_CORRECTION.matches(correctionId);
        }
    }
}
