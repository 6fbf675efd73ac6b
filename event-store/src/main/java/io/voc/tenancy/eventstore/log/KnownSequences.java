package io.voc.tenancy.eventstore.log;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The last sequences of the aggregates that this node appended to, which need not be read again as
 * long as nobody else appends: they hold for the head that this node left. Used by the appender's
 * thread alone.
 */
final class KnownSequences {

    private static final int AGGREGATES = 10_000;

    private final Map<String, Long> sequences =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                    return size() > AGGREGATES;
                }
            };

    private long position = -1;
    private boolean isAlone;

    /** The last sequence, if it is worth relying on; {@link #holdAt} tells whether it holds. */
    Optional<Long> of(String aggregateId) {
        return isAlone ? Optional.ofNullable(sequences.get(aggregateId)) : Optional.empty();
    }

    /** Whether what is known holds for the log that ends at the position. */
    boolean holdAt(long headPosition) {
        isAlone = headPosition == position;
        if (!isAlone) {
            sequences.clear();
        }
        return isAlone;
    }

    /** This node's commit has moved the head to the position. */
    void committed(long headPosition, Map<String, Long> lastSequences) {
        position = headPosition;
        sequences.putAll(lastSequences);
    }

    /** It is not certain what this node has committed. */
    void forget() {
        position = -1;
        isAlone = false;
        sequences.clear();
    }
}
