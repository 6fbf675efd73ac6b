package io.voc.tenancy.contracts.usage;

import io.voc.tenancy.contracts.command.Command;
import io.voc.tenancy.contracts.usage.UsageEvent.UsageThresholdReached;

/** What the ledger asks for when usage has consequences. */
public sealed interface UsageCommand extends Command<UsageThresholdView> {

    /** Tells that a threshold was reached, unless that was told before. */
    record TellOfThreshold(UsageThresholdReached reached) implements UsageCommand {

        @Override
        public String tenantId() {
            return reached.tenantId();
        }

        @Override
        public String target() {
            return reached.aggregateId();
        }

        @Override
        public String thing() {
            return "threshold";
        }

        @Override
        public boolean canBeThere() {
            return true;
        }
    }
}
